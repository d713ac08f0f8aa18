#include "shop/statuses/status.hpp"

#include "base/text.hpp"
#include "db/table.hpp"
#include "shop/audit/audit.hpp"

#include <algorithm>

namespace taraba::statuses {

namespace {

const db::Table<Status>& table() {
    static const db::Table<Status> statuses("statuses");
    return statuses;
}

Result<void> check(const Status& status, const std::vector<Status>& all) {
    if (!is_code(status.code))
        return invalid_field("code", "A code is small letters, digits, - and _.");
    if (trimmed(status.name).empty()) return invalid_field("name", "A status needs a name.");
    if (!belongs_to(status.stage, status.axis))
        return invalid_field("stage", "This stage belongs to another axis.");
    if (status.alert_hours < 0 || status.alert_hours > 10'000)
        return invalid_field("alert_hours", "The hours are 0 to 10000.");
    for (const auto& other : all) {
        if (other.id == status.id) continue;
        if (other.code == status.code)
            return invalid_field("code", "Another status has this code.");
    }
    for (const auto& code : status.next) {
        const auto known = std::ranges::find(all, code, &Status::code);
        if (code != status.code && (known == all.end() || known->axis != status.axis))
            return invalid_field("next", said("There is no status `{}` on this axis.", code));
    }
    return {};
}

/// Puts another code in place of one in the lists of all others; an empty one takes it out.
void rename_follower(db::Transaction& tx, const shop::Scope& scope, const std::string& from,
                     const std::string& to) {
    for (auto other : table().all(tx, scope.id())) {
        const auto named = std::ranges::find(other.next, from);
        if (named == other.next.end()) continue;
        if (to.empty())
            other.next.erase(named);
        else
            *named = to;
        // An empty list would let everything follow; where nothing may, a status stays by itself.
        if (other.next.empty()) other.next = {other.code};
        ++other.version;
        table().update(tx, scope.id(), other);
    }
}

} // namespace

bool belongs_to(Stage stage, Axis axis) {
    switch (axis) {
    case Axis::order: return stage <= Stage::cancelled;
    case Axis::payment: return stage >= Stage::none && stage <= Stage::failed;
    case Axis::delivery: return stage == Stage::none || stage >= Stage::preparing;
    }
    return false;
}

const Status* Catalogue::find(StatusId id) const {
    const auto found = std::ranges::find(statuses_, id, &Status::id);
    return found == statuses_.end() ? nullptr : &*found;
}

const Status* Catalogue::find(std::string_view text) const {
    const auto by_code = std::ranges::find(statuses_, text, &Status::code);
    if (by_code != statuses_.end()) return &*by_code;
    const auto id = parse_id(text);
    return id ? find(StatusId{*id}) : nullptr;
}

const Status& Catalogue::entry(Axis axis) const {
    const auto found = std::ranges::find_if(
        statuses_, [&](const auto& each) { return each.axis == axis && each.entry; });
    expects(found != statuses_.end());
    return *found;
}

const Status* Catalogue::first(Axis axis, Stage stage) const {
    const auto found = std::ranges::find_if(
        statuses_, [&](const auto& each) { return each.axis == axis && each.stage == stage; });
    return found == statuses_.end() ? nullptr : &*found;
}

std::shared_ptr<const Catalogue> of(const shop::Scope& scope) {
    return scope.cached<Catalogue>([&](db::Transaction& tx) {
        auto all = table().all(tx, scope.id());
        std::ranges::stable_sort(all, {}, &Status::position);
        return Catalogue(std::move(all));
    });
}

Result<void> may_follow(const Status& from, const Status& to) {
    const bool free = from.next.empty() || std::ranges::find(from.next, to.code) != from.next.end();
    if (from.axis == to.axis && free) return {};
    return refuse(RefusalKind::conflict, "transition_not_allowed",
                  said("After `{}` an order cannot become `{}`.", from.name, to.name), "status");
}

bool is_reversible(const Status& status) {
    if (!status.messages.empty() || !status.actions.empty()) return false;
    switch (status.stage) {
    case Stage::completed:
    case Stage::cancelled:
    case Stage::handed_over:
    case Stage::in_transit:
    case Stage::delivered:
    case Stage::returned: return false;
    default: return true;
    }
}

Result<Status> save(db::Transaction& tx, const shop::Scope& scope, Status status, bool fresh) {
    const auto all = table().all(tx, scope.id());
    MUST(check(status, all));
    const auto before = fresh ? std::nullopt : table().find(tx, scope.id(), status.id.value);
    if (fresh) {
        status.id = scope.new_id<StatusId>();
        status.version = 1;
        table().insert(tx, scope.id(), status);
    } else {
        if (!before) return not_found("There is no such status.");
        if (before->axis != status.axis)
            return invalid_field("axis", "A status stays on its axis.");
        if (before->entry && !status.entry)
            return invalid_field("entry", "Make another status the entry instead.");
        std::ranges::replace(status.next, before->code, status.code);
        ++status.version;
        if (!table().update(tx, scope.id(), status))
            return refuse(RefusalKind::conflict, "version_conflict",
                          "Somebody else has just changed this status; look again.");
    }
    // One entry an axis: the new one takes over.
    for (auto other : all) {
        if (!status.entry || other.id == status.id || other.axis != status.axis || !other.entry)
            continue;
        other.entry = false;
        ++other.version;
        table().update(tx, scope.id(), other);
    }
    if (before && before->code != status.code)
        rename_follower(tx, scope, before->code, status.code);
    shop::bump_config(tx, scope.id());
    audit::append(tx, scope,
                  {"status:" + to_text(status.id),
                   fresh ? "status_created" : "status_settings_changed",
                   {{"name", "", status.name}, {"stage", "", std::string(name_of(status.stage))}}});
    return status;
}

Result<void> remove(db::Transaction& tx, const shop::Scope& scope, StatusId id) {
    const auto status = table().find(tx, scope.id(), id.value);
    if (!status) return not_found("There is no such status.");
    if (status->entry)
        return refuse(RefusalKind::conflict, "in_use", "Orders begin in this status.");
    table().remove(tx, scope.id(), id.value);
    rename_follower(tx, scope, status->code, "");
    shop::bump_config(tx, scope.id());
    audit::append(tx, scope,
                  {"status:" + to_text(id), "status_removed", {{"name", status->name, ""}}});
    return {};
}

} // namespace taraba::statuses
