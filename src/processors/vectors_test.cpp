// Published and independently computed signatures, through the product's own code.

#include "base/crypto.hpp"
#include "base/json.hpp"
#include "processors/euplatesc.hpp"
#include "processors/payu.hpp"
#include "processors/romcard.hpp"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <map>

using namespace taraba;
using namespace taraba::processors;

namespace {

struct Vector {
    std::string processor, what, key, source, mac;
    Fields fields; ///< those that are there
    std::vector<std::string> names;
    std::vector<std::optional<std::string>> values;
};

std::vector<Vector> vectors() {
    const auto file =
        std::filesystem::path(__FILE__).parent_path() / "../../tests/data/payment-vectors.json";
    std::ifstream in(file);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    const auto parsed = parse_json(text);
    std::vector<Vector> all;
    for (const auto& each : parsed->as_array()) {
        const auto& object = each.as_object();
        const auto word = [&](const char* name) {
            return std::string(object.at(name).as_string());
        };
        Vector vector{word("processor"), word("what"), word("key"), word("source"),
                      word("mac"),       {},           {},          {}};
        for (const auto& pair : object.at("fields").as_array()) {
            vector.names.emplace_back(pair.as_array()[0].as_string());
            const auto& value = pair.as_array()[1];
            vector.values.push_back(
                value.is_null() ? std::nullopt : std::optional(std::string(value.as_string())));
            if (!value.is_null())
                vector.fields.emplace_back(vector.names.back(), *vector.values.back());
        }
        all.push_back(vector);
    }
    return all;
}

std::string payu_mac(const Vector& vector) {
    if (vector.what.starts_with("LiveUpdate")) {
        EXPECT_EQ(payu_source(vector.fields), vector.source) << vector.what;
        return hex(hmac_md5(vector.key, payu_source(vector.fields)));
    }
    if (vector.what.starts_with("IPN received")) return payu_ipn_hash(vector.fields, vector.key);
    if (vector.what.starts_with("IPN answer")) {
        Fields ipn;
        for (const auto& [name, value] : vector.fields)
            if (name != "DATE") ipn.emplace_back(name, value);
        const auto date = field(vector.fields, "DATE");
        const auto answer = payu_ipn_answer(ipn, date, vector.key);
        EXPECT_TRUE(answer.starts_with("<EPAYMENT>" + date + "|"));
        return answer.substr(answer.find('|') + 1, 32);
    }
    return payu_hash(vector.values, vector.key);
}

} // namespace

TEST(PaymentVectors, every_signature_is_the_published_one) {
    const auto all = vectors();
    ASSERT_GE(all.size(), 12u);
    for (const auto& vector : all) {
        if (vector.processor == "payu") {
            EXPECT_EQ(payu_mac(vector), vector.mac) << vector.what;
        } else if (vector.processor == "euplatesc") {
            EXPECT_EQ(length_prefixed(vector.values, euplatesc_rule), vector.source);
            EXPECT_EQ(euplatesc_hash(vector.fields, vector.names, vector.key), vector.mac)
                << vector.what;
        } else if (vector.processor == "romcard") {
            EXPECT_EQ(length_prefixed(vector.values, romcard_rule), vector.source);
            EXPECT_EQ(romcard_sign(vector.fields, vector.names, vector.key), vector.mac)
                << vector.what;
        } else {
            ADD_FAILURE() << "a processor without code: " << vector.processor;
        }
    }
}

TEST(PaymentVectors, the_fields_are_those_of_the_manuals) {
    const std::map<std::string, const std::vector<std::string>*> known{
        {"payment request, the manual's example values", &euplatesc_request_fields},
        {"answer, approved", &euplatesc_answer_fields},
        {"authorisation request, absent COUNTRY and MERCH_GMT", &romcard_request_fields},
        {"answer to authorisation, approved", &romcard_answer_fields},
        {"capture request", &romcard_operation_fields}};
    std::size_t seen = 0;
    for (const auto& vector : vectors())
        if (const auto found = known.find(vector.what); found != known.end()) {
            EXPECT_EQ(vector.names, *found->second) << vector.what;
            ++seen;
        }
    EXPECT_EQ(seen, known.size());
}
