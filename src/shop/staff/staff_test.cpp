// People, roles, sessions and keys: who may what, and how it ends.

#include "shop/staff/staff.hpp"

#include "shop/audit/audit.hpp"
#include "support/shop_fixture.hpp"

namespace taraba::staff {

namespace {

class People : public support::ShopTest {
protected:
    People() {
        administrators = role("Administratori", {"all"});
        packers = role("Depozit", {"orders.read", "shipments.send"});
        admin = person("ana@shop.ro", administrators.id);
    }
    Result<Role> put(const Role& wanted, bool fresh = false) {
        const auto mine = scope();
        return mine.write([&](db::Transaction& tx) { return save_role(tx, mine, wanted, fresh); });
    }
    Result<Staff> put(const Staff& wanted, bool fresh = false) {
        const auto mine = scope();
        return mine.write(
            [&](db::Transaction& tx) { return save_person(tx, mine, wanted, fresh); });
    }
    Role role(const std::string& name, std::vector<std::string> rights) {
        const auto made = put(Role{{}, name, std::move(rights), 1}, true);
        expects(static_cast<bool>(made));
        return *made;
    }
    Staff wanted(const std::string& email, RoleId role_id) const {
        Staff someone;
        someone.email = email;
        someone.name = "Cineva";
        someone.role_id = role_id;
        someone.password = password;
        return someone;
    }
    Staff person(const std::string& email, RoleId role_id) {
        const auto made = put(wanted(email, role_id), true);
        expects(static_cast<bool>(made));
        return *made;
    }
    std::string token_of(const Staff& someone) {
        const auto session = sign_in(installation, shop_id, someone.email, password);
        expects(static_cast<bool>(session));
        return session->token;
    }
    bool is_signed_in(const std::string& token) {
        return static_cast<bool>(scope_of_session(installation, token, "10.0.0.1"));
    }
    Result<ApiKey> new_key(std::vector<std::string> scopes, std::optional<Instant> ends = {}) {
        ApiKey key;
        key.name = "ERP";
        key.scopes = std::move(scopes);
        key.expires_at = ends;
        const auto mine = scope();
        return mine.write([&](db::Transaction& tx) { return create_key(tx, mine, key); });
    }
    audit::Event last_event(const std::string& subject) {
        return scope().read(
            [&](db::Transaction& tx) { return audit::trail(tx, shop_id, subject).back(); });
    }
    static std::string field_of(const Result<Staff>& answer) {
        return answer ? "" : answer.error().field;
    }

    const std::string password = "parola-lungă-1";
    Role administrators, packers;
    Staff admin;
};

} // namespace

TEST_P(People, somebody_has_all_rights_at_any_time) {
    auto locked = admin;
    locked.active = false;
    EXPECT_EQ(put(locked).error().code, "last_administrator");
    auto lower = admin;
    lower.role_id = packers.id;
    EXPECT_EQ(put(lower).error().code, "last_administrator");
    auto weaker = administrators;
    weaker.permissions = {"staff.edit"};
    EXPECT_EQ(put(weaker).error().code, "last_administrator");
    // One who is locked does not count.
    auto second = person("doi@shop.ro", administrators.id);
    second.active = false;
    second = *put(second);
    EXPECT_EQ(put(lower).error().code, "last_administrator");
    second.active = true;
    ASSERT_TRUE(put(second));
    EXPECT_TRUE(put(lower));
}

TEST_P(People, administrators_may_swap_one_full_role_for_another) {
    const auto owners = role("Proprietari", {"all"});
    auto moved = admin;
    moved.role_id = owners.id;
    ASSERT_TRUE(put(moved));
    auto weaker = administrators; // nobody has it now
    weaker.permissions = {"orders.read"};
    EXPECT_TRUE(put(weaker));
}

TEST_P(People, who_never_had_all_rights_can_be_locked) {
    auto packer = person("depozit@shop.ro", packers.id);
    packer.active = false;
    EXPECT_TRUE(put(packer));
}

TEST_P(People, a_role_holds_known_rights_only_and_stays_while_somebody_has_it) {
    EXPECT_EQ(put(Role{{}, "X", {"orders.everything"}, 1}, true).error().field, "permissions");
    EXPECT_EQ(put(Role{{}, "  ", {}, 1}, true).error().field, "name");
    const auto mine = scope();
    const auto take_out = [&](RoleId id) {
        return mine.write([&](db::Transaction& tx) -> Result<bool> {
            MUST(remove_role(tx, mine, id));
            return true;
        });
    };
    const auto packer = person("depozit@shop.ro", packers.id);
    EXPECT_EQ(take_out(packers.id).error().code, "in_use");
    auto moved = packer;
    moved.role_id = administrators.id;
    ASSERT_TRUE(put(moved));
    EXPECT_TRUE(take_out(packers.id));
    EXPECT_EQ(take_out(packers.id).error().code, "not_found");
}

TEST_P(People, rights_are_on_record_from_what_to_what) {
    auto changed = packers;
    changed.permissions = {"orders.read"};
    ASSERT_TRUE(put(changed));
    const auto of_role = last_event("role:" + to_text(packers.id));
    EXPECT_EQ(of_role.kind, "role_changed");
    EXPECT_EQ(of_role.changes.at(1).from.text, "orders.read, shipments.send");
    EXPECT_EQ(of_role.changes.at(1).to.text, "orders.read");

    auto someone = person("depozit@shop.ro", packers.id);
    someone.role_id = administrators.id;
    someone.password = "altă-parolă-2";
    ASSERT_TRUE(put(someone));
    const auto of_person = last_event("staff:" + to_text(someone.id));
    ASSERT_EQ(of_person.changes.size(), 2u); // what stayed is not named
    EXPECT_EQ(of_person.changes.at(0).field, "role");
    EXPECT_EQ(of_person.changes.at(0).from.text, "Depozit");
    EXPECT_EQ(of_person.changes.at(0).to.text, "Administratori");
    EXPECT_EQ(of_person.changes.at(1).field, "password");
    EXPECT_EQ(of_person.changes.at(1).to.text, ""); // and a secret is on no record
}

TEST_P(People, a_password_is_long_and_only_its_owner_knows_it) {
    auto fresh = wanted("nou@shop.ro", packers.id);
    fresh.password = "șșșșșșșșș"; // nine characters in eighteen bytes
    EXPECT_EQ(field_of(put(fresh, true)), "password");
    fresh.password.reset();
    EXPECT_EQ(field_of(put(fresh, true)), "password");
    fresh.password = password;
    const auto made = put(fresh, true);
    ASSERT_TRUE(made);
    EXPECT_FALSE(made->password);
    EXPECT_FALSE(scope().read([&](db::Transaction& tx) {
        return tx.text({"test.plain", "SELECT email FROM staff WHERE shop_id = $1 AND "
                                      "password_hash LIKE '%parola%'"},
                       {shop_id});
    }));
    // Saving without one keeps the old one.
    ASSERT_TRUE(put(*made));
    EXPECT_TRUE(sign_in(installation, shop_id, "nou@shop.ro", password));
}

TEST_P(People, an_address_signs_in_one_person_however_it_is_typed) {
    EXPECT_EQ(field_of(put(wanted("ANA@Shop.ro", packers.id), true)), "email");
    EXPECT_EQ(field_of(put(wanted("nimeni", packers.id), true)), "email");
    EXPECT_EQ(field_of(put(wanted("x@shop.ro", RoleId{1}), true)), "role_id");
    EXPECT_TRUE(sign_in(installation, shop_id, "Ana@SHOP.ro", password));
    for (const auto& [email, word] : {std::pair("ana@shop.ro", "greșită-de-tot"),
                                      std::pair("nimeni@shop.ro", "parola-lungă-1")}) {
        const auto refused = sign_in(installation, shop_id, email, word);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, "wrong_credentials"); // whichever it was
    }
    EXPECT_FALSE(sign_in(installation, ShopId{shop_id.value + 1}, "ana@shop.ro", password));
}

TEST_P(People, a_locked_persons_sessions_end_at_once_and_for_good) {
    auto packer = person("depozit@shop.ro", packers.id);
    const auto token = token_of(packer), of_admin = token_of(admin);
    ASSERT_TRUE(is_signed_in(token));
    packer.active = false;
    packer = *put(packer);
    EXPECT_FALSE(is_signed_in(token));
    EXPECT_FALSE(sign_in(installation, shop_id, packer.email, password));
    packer.active = true;
    ASSERT_TRUE(put(packer));
    EXPECT_FALSE(is_signed_in(token));
    EXPECT_TRUE(is_signed_in(of_admin)); // the others stay
}

TEST_P(People, a_new_password_ends_the_sessions_of_the_old_one) {
    auto packer = person("depozit@shop.ro", packers.id);
    const auto token = token_of(packer);
    packer.name = "Alt Nume";
    packer = *put(packer);
    EXPECT_TRUE(is_signed_in(token)); // another name is no reason
    packer.password = "altă-parolă-2";
    ASSERT_TRUE(put(packer));
    EXPECT_FALSE(is_signed_in(token));
    EXPECT_FALSE(sign_in(installation, shop_id, packer.email, password));
}

TEST_P(People, a_session_has_the_rights_of_its_role_as_they_are_now) {
    const auto token = token_of(person("depozit@shop.ro", packers.id));
    const auto before = scope_of_session(installation, token, "10.0.0.1");
    ASSERT_TRUE(before);
    EXPECT_TRUE(before->principal.may("shipments.send"));
    EXPECT_FALSE(before->principal.may("orders.edit"));
    auto less = packers;
    less.permissions = {"orders.read"};
    ASSERT_TRUE(put(less));
    EXPECT_FALSE(
        scope_of_session(installation, token, "10.0.0.1")->principal.may("shipments.send"));
}

TEST_P(People, a_session_lasts_twelve_hours_or_until_signing_out) {
    const auto token = token_of(admin), other = token_of(admin);
    sign_out(installation, other);
    EXPECT_FALSE(is_signed_in(other));
    now += std::chrono::hours(12) - Millis(1);
    EXPECT_TRUE(is_signed_in(token));
    now += Millis(1);
    EXPECT_FALSE(is_signed_in(token));
    EXPECT_FALSE(is_signed_in("")); // and nonsense is nobody's
    EXPECT_FALSE(is_signed_in(to_text(shop_id) + ".x"));
    EXPECT_FALSE(is_signed_in(to_text(ShopId{1}) + token.substr(token.find('.'))));
}

TEST_P(People, a_key_works_within_its_scopes_until_it_ends_or_is_revoked) {
    EXPECT_EQ(new_key({}).error().field, "scopes");
    EXPECT_EQ(new_key({"orders.everything"}).error().field, "scopes");
    const auto lasting = new_key({"orders.read"}),
               ending = new_key({"orders.read"}, now + std::chrono::hours(1));
    ASSERT_TRUE(lasting && ending);
    const auto works = [&](const std::string& text) {
        return static_cast<bool>(scope_of_key(installation, text, "10.0.0.1"));
    };
    const auto mine = scope_of_key(installation, *lasting->key, "10.0.0.1");
    ASSERT_TRUE(mine);
    EXPECT_EQ(mine->principal.kind, ActorKind::machine);
    EXPECT_TRUE(mine->principal.may("orders.read"));
    EXPECT_FALSE(mine->principal.may("orders.edit"));
    EXPECT_FALSE(works(*lasting->key + "x"));
    EXPECT_TRUE(works(*ending->key));
    now += std::chrono::hours(1);
    EXPECT_FALSE(works(*ending->key));
    const auto admins = scope();
    const auto revoke = [&] {
        return admins.write([&](db::Transaction& tx) -> Result<bool> {
            MUST(revoke_key(tx, admins, lasting->id));
            return true;
        });
    };
    EXPECT_TRUE(revoke());
    EXPECT_TRUE(revoke()); // once is enough
    EXPECT_FALSE(works(*lasting->key));
    // The text of a key is shown once and kept nowhere.
    for (const auto& key : scope().read([&](db::Transaction& tx) { return keys(tx, shop_id); }))
        EXPECT_FALSE(key.key);
}

ON_BOTH_ENGINES(People);

} // namespace taraba::staff
