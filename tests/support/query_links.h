#pragma once

// Which columns lead from one table to another.

namespace zoho_desk::testing {

struct QueryLink {
  const char* from;
  const char* column;
  const char* to;  // its id
};

inline constexpr QueryLink kQueryLinks[] = {
    {"tickets", "contactId", "contacts"},
    {"tickets", "accountId", "accounts"},
    {"tickets", "productId", "products"},
    {"tickets", "assigneeId", "agents"},
    {"tickets", "departmentId", "departments"},
    {"contacts", "accountId", "accounts"},
    {"contacts", "ownerId", "agents"},
    {"accounts", "ownerId", "agents"},
    {"products", "ownerId", "agents"},
    {"articles", "authorId", "agents"},
    {"articles", "departmentId", "departments"},
    {"calls", "ticketId", "tickets"},
    {"calls", "contactId", "contacts"},
    {"events", "departmentId", "departments"},
    {"events", "ownerId", "agents"},
    {"tasks", "ticketId", "tickets"},
    {"tasks", "ownerId", "agents"},
    {"contracts", "accountId", "accounts"},
    {"contracts", "productId", "products"},
    {"customer_feedback", "ticketId", "tickets"},
    {"customer_feedback", "contactId", "contacts"},
    {"customer_feedback", "agentId", "agents"},
    {"customer_feedback", "departmentId", "departments"},
    {"article_feedbacks", "contactId", "contacts"},
    {"skills", "departmentId", "departments"},
    {"users", "contactId", "contacts"},
    {"groups", "helpCenterId", "help_centers"},
    {"labels", "helpCenterId", "help_centers"},
};

}  // namespace zoho_desk::testing
