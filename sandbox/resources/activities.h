#pragma once

// The fields of tasks, calls and events, and the values their filters look at.

#include <span>

#include "sandbox/model.h"
#include "sandbox/spec.h"

namespace zoho_desk::sandbox::activity {

std::span<const FieldSpec> CallFields();
std::span<const FieldSpec> EventFields();
std::span<const FieldSpec> TaskFields();
bool CustomFieldOf(const Row& r, std::string_view name, Writer& w);

bool Closed(const Row& r);
std::string_view State(const Row& r);
std::string_view StateType(const Row& r);
int64_t Start(const Row& r);
int64_t Due(const Row& r);  // 0: none
MaybeRow DepartmentOf(const Row& r);

void AllText(const Row& r, Writer& w);  // every column `_all` looks at
void CategoryField(const Row& r, Writer& w);
void DepartmentId(const Row& r, Writer& w);
void DueField(const Row& r, Writer& w);
void OwnerId(const Row& r, Writer& w);
void Priority(const Row& r, Writer& w);
void StartField(const Row& r, Writer& w);
void StateField(const Row& r, Writer& w);
void Subject(const Row& r, Writer& w);
void TicketNumberField(const Row& r, Writer& w);

}  // namespace zoho_desk::sandbox::activity
