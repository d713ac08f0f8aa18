#include "base/json.hpp"

#include "base/crypto.hpp"

#include <gtest/gtest.h>

using namespace taraba;

namespace {

enum class Colour { red, blue };
BOOST_DESCRIBE_ENUM(Colour, red, blue)

struct Part {
    std::string name;
    Quantity quantity;
};
BOOST_DESCRIBE_STRUCT(Part, (), (name, quantity))

struct Thing {
    OrderId id;
    Money price;
    std::optional<Colour> colour;
    std::vector<Part> parts;
    bool ready = false;
};
BOOST_DESCRIBE_STRUCT(Thing, (), (id, price, colour, parts, ready))

Refusal refusal_of(std::string_view text) {
    const auto read = from_json_text<Thing>(text);
    EXPECT_FALSE(read) << text;
    return read ? Refusal{} : read.error();
}

constexpr const char* good =
    R"({"id":"12","price":{"amount":"3.50","currency":"RON"},"parts":[{"name":"șurub","quantity":"1.5"}],"ready":true})";

} // namespace

TEST(Json, writes_and_reads_a_described_struct) {
    const auto thing = from_json_text<Thing>(good);
    ASSERT_TRUE(thing);
    EXPECT_EQ(thing->id.value, 12);
    EXPECT_EQ(thing->price.minor, 350);
    EXPECT_EQ(thing->parts[0].quantity.thousandths, 1'500);
    EXPECT_EQ(to_json(*thing), good);
}

TEST(Json, names_the_field_that_is_wrong) {
    const struct {
        const char *text, *field;
    } cases[]{
        {R"({"id":"12"})", "price"},
        {R"({"id":12,"price":{"amount":"1","currency":"RON"},"ready":true})", "id"},
        {R"({"id":"12","price":{"amount":1.5,"currency":"RON"},"ready":true})", "price.amount"},
        {R"({"id":"12","price":{"amount":"1","currency":"lei"},"ready":true})", "price.currency"},
        {R"({"id":"12","price":{"amount":"1","currency":"RON"},"parts":[{"name":"a","quantity":"x"}],"ready":true})",
         "parts[0].quantity"},
        {R"({"id":"12","price":{"amount":"1","currency":"RON"},"colour":"pink","ready":true})",
         "colour"},
        {R"({"id":"12","price":{"amount":"1","currency":"RON"},"ready":"yes"})", "ready"},
    };
    for (const auto& each : cases)
        EXPECT_EQ(refusal_of(each.text).field, each.field) << each.text;
}

TEST(Json, refuses_what_is_no_json) {
    for (const char* text : {"", "{", "nul", "{\"a\":\"\xff\"}", "[1,]", "{}{}"})
        EXPECT_EQ(refusal_of(text).code,
                  std::string_view(text) == "" ? "malformed_json" : "malformed_json")
            << text;
    EXPECT_EQ(refusal_of(std::string(100, '[') + std::string(100, ']')).code, "malformed_json");
}

TEST(Crypto, sha256_of_the_published_vector) { // FIPS 180-2, appendix B.1
    EXPECT_EQ(hex(sha256("abc")),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Crypto, sealed_secrets_open_only_with_their_key_and_unchanged) {
    const Vault vault = Vault::with_key(std::string(32, 'a')),
                other = Vault::with_key(std::string(32, 'b'));
    const auto sealed = vault.seal("parolă");
    EXPECT_EQ(vault.unseal(sealed), "parolă");
    EXPECT_FALSE(other.unseal(sealed));
    auto changed = sealed;
    changed[sealed.size() / 2] = changed[sealed.size() / 2] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(vault.unseal(changed));
    EXPECT_FALSE(vault.unseal("nonsense"));
    EXPECT_NE(vault.seal("parolă"), sealed); // never the same twice
}

TEST(Crypto, passwords_match_their_own_hash_only) {
    const auto hash = hash_password("corect");
    EXPECT_TRUE(password_matches("corect", hash));
    EXPECT_FALSE(password_matches("greșit", hash));
}
