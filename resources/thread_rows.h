#pragma once

// The columns of a message of a ticket, in the list of messages and in that of conversations.

#include "resources/column_lists.h"

namespace zoho_desk::resources {

// `routes`: those that carry them. Without the key and the ticket.
constexpr std::array<Column, 37> ThreadColumns(uint8_t routes) {
  using enum ColumnType;
  return {{
      {"createdTime", kTime, routes, "When the message was sent or came in (UTC)."},
      {"direction", kText, routes, "in for messages of customers, out for answers."},
      {"channel", kText, routes, "How it came: EMAIL, WEB, PHONE, ONLINE_CHAT, FORUMS and others."},
      {"status", kText, routes, "SUCCESS, PENDING, FAILED or DRAFT."},
      {"visibility", kText, routes, "Whether customers see it: public or private."},
      {"summary", kText, routes, "The first hundred characters or so of the message."},
      {"isDescriptionThread", kBoolean, routes,
       "1 if it is the message that opened the ticket, as far as Zoho marks it."},
      {"author", kJson, routes,
       "Who wrote it: object with id, firstName, lastName, name, photoURL, email and type."},
      {.name = "authorName",
       .type = kText,
       .routes = routes,
       .doc = "Name of who wrote it.",
       .derivation = {Derivation::Kind::kMember, "author", "name"}},
      {.name = "authorType",
       .type = kText,
       .routes = routes,
       .doc = "What wrote it: END_USER, AGENT and others.",
       .derivation = {Derivation::Kind::kMember, "author", "type"}},
      {"responderId", kId, routes, "Agent who answered: id of zoho_desk_agents."},
      {"respondedIn", kText, routes,
       "How long the customer waited for this answer, as Zoho writes it."},
      {.name = "respondedInSeconds",
       .type = kInteger,
       .routes = routes,
       .doc = "How long the customer waited for this answer, in seconds.",
       .derivation = {Derivation::Kind::kSeconds, "respondedIn"}},
      {"fromEmailAddress", kText, routes, "Sender."},
      {"to", kText, routes, "Recipients."},
      {"cc", kText, routes, "Recipients of a copy."},
      {"bcc", kText, routes, "Recipients of a hidden copy."},
      {"replyTo", kText, routes, "Where answers go."},
      {"isForward", kBoolean, routes, "1 if it was forwarded."},
      {"canReply", kBoolean, routes, "1 if it can be answered."},
      {"contentType", kText, routes,
       "What the content is: text/html, text/plain, html or plainText."},
      {"hasAttach", kBoolean, routes, "1 if it has files."},
      {"attachmentCount", kInteger, routes, "Number of files."},
      {"attachmentIds", kJson, routes, "Ids of the files: array."},
      {"sentiment", kText, routes,
       "What Zoho's assistant reads from it: POSITIVE, NEGATIVE or NEUTRAL."},
      {"keyWords", kJson, routes, "Words that the assistant found: array."},
      {"aspects", kJson, routes, "Subjects that the assistant found: array."},
      {"source", kJson, routes,
       "App that it came through: object with appName, extId, permalink, type and appPhotoURL."},
      {"channelRelatedInfo", kJson, routes,
       "Of forums: object with isDeleted, isBestSolution and externalLink."},
      {"impersonatedUser", kJson, routes,
       "In whose name it was written: object with id, firstName, lastName, name, photoURL, email "
       "and "
       "type."},
      {"lastRatingIconURL", kText, routes, "Picture of the customer's last rating."},
      {"readReceipts", kJson, routes,
       "Who has read it: array of objects with senderName, recipientType, from and statusVsTime."},
      {"facebookProfile", kText, routes, "Profile on Facebook."},
      {"twitterProfile", kText, routes, "Profile on Twitter."},
      {"isContentTruncated", kBoolean, routes, "1 if the content is cut."},
      {"fullContentURL", kText, routes, "Where the whole content is."},
      {"actions", kJson, routes,
       "What may be done with it: array of objects with method, rel and href."},
  }};
}

}  // namespace zoho_desk::resources
