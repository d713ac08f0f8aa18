#include "shop/documents/sheet.hpp"
#include "shop/documents/shipping_papers.hpp"
#include "texts/documents.hpp"

namespace taraba::documents {

namespace words = texts::documents;

std::string manifest_pdf(const shop::Scope& scope, const std::string& courier, Date day,
                         const std::vector<shipping::Shipment>& shipments) {
    const auto& seller = scope.shop->settings.seller;
    const std::string& language = scope.language;
    Sheet sheet(scope, language, words::manifest::title(language, courier),
                to_people(day, scope.language) + "\n" + seller.name,
                {to_text(day), courier + " " + to_text(day)});
    sheet.fact(words::common::sender(language),
               seller.name + ", " + seller.address.street + ", " + seller.address.locality);
    sheet.fact(words::manifest::phone(language), seller.phone);
    sheet.space(6);
    sheet.table({{"#", 0, 22},
                 {"AWB", 26, 120},
                 {words::common::recipient(language), 150, 190},
                 {words::common::parcels(language), 344, 40, Align::right},
                 {"kg", 388, 46, Align::right},
                 {words::manifest::cash(language), 438, Sheet::width - 438, Align::right}});
    std::int64_t number = 0, parcels = 0, grams = 0;
    Money cash{0, scope.currency()};
    for (const auto& each : shipments) {
        sheet.row(
            {std::to_string(++number), each.awb_number,
             each.request.recipient + "\n" + each.request.locality + ", " + each.request.county,
             std::to_string(each.parcels), format_decimal(each.weight_g, 3, true),
             each.cash.minor > 0 ? to_people(each.cash, scope.language) : "–"});
        parcels += each.parcels;
        grams += each.weight_g;
        cash += each.cash;
    }
    sheet.row({"", words::common::total(language), "", std::to_string(parcels),
               format_decimal(grams, 3, true), to_people(cash, scope.language)},
              true);
    sheet.signatures({words::common::handed_over_by(language), words::common::courier(language)});
    return sheet.finish();
}

} // namespace taraba::documents
