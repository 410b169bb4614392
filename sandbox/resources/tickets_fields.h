#pragma once

// The fields of a ticket, and the values its filters look at.

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "sandbox/spec.h"

namespace zoho_desk::sandbox {

std::span<const FieldSpec> TicketFields();
bool WriteTicketCustomField(const Row& row, std::string_view api_name, Writer& w);

void TicketAccountName(const Row& r, Writer& w);
void TicketAllText(const Row& r, Writer& w);  // every column `_all` looks at
void TicketAssigneeId(const Row& r, Writer& w);
void TicketCategory(const Row& r, Writer& w);
void TicketChannelName(const Row& r, Writer& w);
void TicketContactId(const Row& r, Writer& w);
void TicketAccountId(const Row& r, Writer& w);
void TicketContactName(const Row& r, Writer& w);
void TicketDepartmentId(const Row& r, Writer& w);
void TicketDescription(const Row& r, Writer& w);
void TicketEmail(const Row& r, Writer& w);
void TicketNumberText(const Row& r, Writer& w);
void TicketPriority(const Row& r, Writer& w);
void TicketProductId(const Row& r, Writer& w);
void TicketProductName(const Row& r, Writer& w);
void TicketStatusName(const Row& r, Writer& w);
void TicketTags(const Row& r, Writer& w);
// Each department has tags of these names, and others that no ticket has.
inline constexpr uint32_t kTicketTagNames = 5;
std::string_view TagName(uint32_t number);
// The tag of a ticket, among those of its department.
std::optional<uint32_t> TicketTag(const Row& ticket);
// The tickets that have a tag, ascending.
std::vector<uint32_t> TicketsOfTag(const World& world, uint32_t tag);
void TicketTeamId(const Row& r, Writer& w);
void TicketResponseTime(const Row& r, Writer& w);

int64_t TicketResponseMillis(const Row& r);  // 0: none
// How many there are of its children, as its counters say.
uint64_t TicketApprovalCount(const Row& r);
uint64_t TicketAttachmentCount(const Row& r);
uint64_t TicketFollowerCount(const Row& r);
uint64_t TicketTagCount(const Row& r);
uint64_t TicketThreadCount(const Row& r);
uint64_t TicketTimeEntryCount(const Row& r);
// Messages and comments, those that were deleted since among them.
uint32_t TicketConversationCount(const World& world, uint32_t ticket);

}  // namespace zoho_desk::sandbox
