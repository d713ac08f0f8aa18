// What every courier's file must get right, whatever its API: an answer that did not come is no
// refusal, a refusal is kept in the courier's words, and an address arrives whole.

#include "couriers/call.hpp"
#include "support/fake_partner.hpp"

#include <gtest/gtest.h>

namespace taraba::couriers {

using namespace shipping;
using support::FakePartner;

namespace {

using Said = FakePartner::Said;

const char* const spoken_to[]{"fan", "sameday", "cargus", "dpd", "gls"};

/// Signs in whoever asks, and answers everything else alike.
FakePartner answering(Said said) {
    return FakePartner([said](const FakePartner::Asked& asked) -> Said {
        if (asked.path == "/login") return {200, R"({"data": {"token": "T"}})"};
        if (asked.path == "/api/authenticate") return {200, R"({"token": "T"})"};
        if (asked.path == "/LoginUser") return {200, R"("T")"};
        return said;
    });
}

std::unique_ptr<Courier> courier_at(const std::string& name, const std::string& url) {
    const auto& known = courier_registry().at(name);
    static int accounts = 0; // each signs in by itself
    CourierAccount account;
    account.endpoints = {{"base", url}};
    account.timeout_ms = 2'000;
    for (const auto& field : known.traits.credentials)
        account.credentials[field.name] = field.preset.empty() ? "7000000" : field.preset;
    account.credentials["username"] = "u" + std::to_string(++accounts);
    return known.make(account);
}

Parcel parcel() {
    Parcel parcel;
    parcel.reference = "1001-77";
    parcel.recipient = "Exemplu SRL";
    parcel.contact = "Ion Pop";
    parcel.phone = "0722123456";
    parcel.email = "ion@exemplu.ro";
    parcel.county = "Cluj";
    parcel.county_code = "CJ";
    parcel.locality = "Cluj-Napoca";
    parcel.street = "Str. Unirii 1";
    parcel.postal_code = "400335";
    parcel.siruta = 54984;
    parcel.locality_code = "5";
    parcel.parcels = 2;
    parcel.weight_g = 1'501;
    parcel.cash = {254'99, ron};
    parcel.declared_value = {0, ron};
    parcel.content = "1 x Produs A";
    return parcel;
}

std::string code_of(const Result<Waybill>& answer) { return answer ? "" : answer.error().code; }

class EveryCourier : public ::testing::TestWithParam<const char*> {
protected:
    Result<Waybill> create(Said said) {
        const auto partner = answering(std::move(said));
        return courier_at(GetParam(), partner.url())->create(parcel());
    }
};

INSTANTIATE_TEST_SUITE_P(Couriers, EveryCourier, ::testing::ValuesIn(spoken_to),
                         [](const auto& courier) { return std::string(courier.param); });

} // namespace

TEST_P(EveryCourier, that_hangs_up_in_the_middle_may_have_made_the_waybill) {
    EXPECT_EQ(code_of(create({200, "", "", true})), "courier_unclear");
}

TEST_P(EveryCourier, whose_server_fails_may_have_made_the_waybill) {
    for (const int status : {500, 502, 503, 504})
        EXPECT_EQ(code_of(create({status, "<html>Bad gateway</html>", "text/html"})),
                  "courier_unclear");
}

TEST_P(EveryCourier, that_answers_with_a_page_or_with_nothing_may_have_made_the_waybill) {
    EXPECT_EQ(code_of(create({200, "<html>Mentenanță</html>", "text/html"})), "courier_unclear");
    EXPECT_EQ(code_of(create({200, "", "application/json"})), "courier_unclear");
    EXPECT_EQ(code_of(create({200, "{}", "application/json"})), "courier_unclear");
}

TEST_P(EveryCourier, that_cannot_be_reached_has_made_nothing) {
    std::unique_ptr<Courier> courier;
    {
        const auto partner = answering({});
        courier = courier_at(GetParam(), partner.url());
        (void)courier->check(); // signed in, so that it is the waybill that cannot be asked for
    }
    EXPECT_EQ(code_of(courier->create(parcel())), "courier_down");
}

TEST_P(EveryCourier, is_told_the_whole_address_the_cash_and_our_reference) {
    const auto partner = answering({500, ""});
    (void)courier_at(GetParam(), partner.url())->create(parcel());
    const std::string body = percent_decoded(partner.asked().back().body, true);
    for (const char* part : {"1001-77", "Ion Pop", "Unirii"})
        EXPECT_NE(body.find(part), body.npos) << part << " in " << body;
    EXPECT_TRUE(body.find("254.99") != body.npos || body.find("2.5499E2") != body.npos) << body;
    EXPECT_TRUE(body.find("400335") != body.npos || body.find("Cluj") != body.npos) << body;
}

TEST_P(EveryCourier, gives_no_label_that_is_none) {
    const auto partner = answering({200, R"({"message": "AWB inexistent"})"});
    const auto label =
        courier_at(GetParam(), partner.url())
            ->label({"123", "456"}, courier_registry().at(GetParam()).traits.labels[0]);
    EXPECT_FALSE(label);
}

TEST(Fan, keeps_the_words_of_a_refusal_and_reads_what_it_made) {
    const auto refusing = answering(
        {200, R"({"response": [{"awbNumber": null, "errors": {"recipient.address.locality":
                  ["Localitatea nu există"]}}]})"});
    const auto refused = courier_at("fan", refusing.url())->create(parcel());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "courier_refused");
    EXPECT_NE(refused.error().detail.text().find("Localitatea nu există"), std::string::npos);
    const auto making =
        answering({200, R"({"response": [{"awbNumber": 2150900120086, "tariff": 18.5}]})"});
    const auto made = courier_at("fan", making.url())->create(parcel());
    ASSERT_TRUE(made);
    EXPECT_EQ(made->awb_number, "2150900120086");
    EXPECT_EQ(made->tariff.minor, 18'50);
}

TEST(Fan, reads_what_it_paid_out_on_a_day) {
    const auto partner = answering({200, R"({"data": [
        {"info": {"awbNumber": "1", "amount": "254.99", "date": "2026-10-05 00:00:00",
                  "transferNumber": "OP7"}},
        {"awbNumber": "2", "amount": 10},
        {"awbNumber": "3", "amount": 0},
        {"awbNumber": "", "amount": 5}]})"});
    const auto paid = courier_at("fan", partner.url())->remittances(*date_from("2026-10-06"));
    ASSERT_TRUE(paid);
    ASSERT_EQ(paid->size(), 2u); // what pays nothing, or for nothing, is none
    EXPECT_EQ(paid->at(0).amount.minor, 254'99);
    EXPECT_EQ(to_text(paid->at(0).paid_on), "2026-10-05");
    EXPECT_EQ(paid->at(0).document, "OP7");
    EXPECT_EQ(to_text(paid->at(1).paid_on), "2026-10-06"); // the day that was asked about
}

TEST(Fan, reads_all_pages_of_a_day_on_which_much_was_paid_out) {
    const FakePartner partner([](const FakePartner::Asked& asked) -> Said {
        if (asked.path == "/login") return {200, R"({"data": {"token": "T"}})"};
        const bool second = asked.path.ends_with("page=2");
        std::string rows;
        for (int i = 0; i < (second ? 1 : 100); ++i)
            rows += std::string(i ? "," : "") + R"({"amount": 10, "awbNumber": ")" +
                    std::to_string(second ? 1'000 : i) + "\"}";
        return {200, R"({"data": [)" + rows + "]}"};
    });
    const auto paid = courier_at("fan", partner.url())->remittances(*date_from("2026-10-06"));
    ASSERT_TRUE(paid);
    ASSERT_EQ(paid->size(), 101u);
    EXPECT_EQ(paid->back().awb_number, "1000");
}

TEST(Sameday, says_which_field_was_refused) {
    const auto partner = answering({400, R"({"errors": {"children": {"awbRecipient": {"children":
        {"phoneNumber": {"errors": ["Telefon invalid"]}}}}}})"});
    const auto refused = courier_at("sameday", partner.url())->create(parcel());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "courier_refused");
    EXPECT_EQ(refused.error().detail.text(), "Sameday: awbRecipient: phoneNumber: Telefon invalid");
}

TEST(Sameday, signs_in_anew_when_its_token_has_ended_and_once_only) {
    std::atomic<int> signed_in = 0;
    const FakePartner partner([&](const FakePartner::Asked& asked) -> Said {
        if (asked.path != "/api/authenticate")
            return signed_in < 2 ? Said{401, "{}"}
                                 : Said{200, R"({"awbNumber": "1ONB1", "awbCost": "14,50"})"};
        ++signed_in;
        return {200, R"({"token": "T"})"};
    });
    const auto made = courier_at("sameday", partner.url())->create(parcel());
    ASSERT_TRUE(made);
    EXPECT_EQ(made->tariff.minor, 14'50);
    EXPECT_EQ(signed_in, 2);
    const FakePartner never([&](const FakePartner::Asked& asked) -> Said {
        return asked.path == "/api/authenticate" ? Said{200, R"({"token": "T"})"} : Said{401, "{}"};
    });
    EXPECT_EQ(code_of(courier_at("sameday", never.url())->create(parcel())), "courier_refused");
    EXPECT_EQ(never.asked().size(), 4u);
}

TEST(Sameday, keeps_the_scans_as_they_happened_in_romanian_time) {
    const auto partner = answering({200, R"({"expeditionHistory": [
        {"statusId": 9, "status": "Livrat cu succes", "statusDate": "2026-10-07 10:00:00"},
        {"statusId": 1, "status": "Ridicat de la expeditor", "statusDate": "2026-10-06 09:00:00"}
        ]})"});
    const auto events = courier_at("sameday", partner.url())->track({"1ONB1", ""});
    ASSERT_TRUE(events);
    ASSERT_EQ(events->size(), 2u);
    EXPECT_EQ(events->at(0).stage, ShipmentStage::picked_up);
    EXPECT_EQ(events->at(0).at, *instant_from("2026-10-06T06:00:00Z"));
    EXPECT_EQ(events->at(1).stage, ShipmentStage::delivered);
}

TEST(CourierWords, that_sound_like_a_delivery_are_not_always_one) {
    for (const auto& [words, stage] :
         {std::pair("Expediția a fost livrată", ShipmentStage::delivered),
          std::pair("Nelivrat: destinatar absent", ShipmentStage::in_transit),
          std::pair("Livrare eșuată", ShipmentStage::in_transit),
          std::pair("Returnat la expeditor, livrat", ShipmentStage::returned),
          std::pair("Retur către expeditor", ShipmentStage::returning),
          std::pair("Refuzat de destinatar", ShipmentStage::refused),
          std::pair("Colet pierdut", ShipmentStage::lost),
          std::pair("În livrare la curier", ShipmentStage::out_for_delivery),
          std::pair("Ce nu știe nimeni", ShipmentStage::in_transit)})
        EXPECT_EQ(stage_of_words(words), stage) << words;
}

TEST(CourierNumbers, are_read_and_written_to_the_ban_and_the_gram) {
    EXPECT_EQ(lei("30,50").minor, 30'50);
    EXPECT_EQ(lei("14").minor, 14'00);
    EXPECT_EQ(lei("12.345").minor, 12'35); // half up
    EXPECT_EQ(lei("").minor, 0);
    EXPECT_EQ(kilograms(1), 1);
    EXPECT_EQ(kilograms(1'001), 2);
    EXPECT_EQ(centimetres(101), 11);
}

TEST(Pieces, weigh_together_what_the_parcel_weighs) {
    const auto pieces = pieces_of(parcel());
    ASSERT_EQ(pieces.size(), 2u);
    EXPECT_EQ(pieces[0].weight_g, 751);
    EXPECT_EQ(pieces[1].weight_g, 750);
}

} // namespace taraba::couriers
