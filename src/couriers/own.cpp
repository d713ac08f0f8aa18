#include "couriers/own.hpp"

#include "base/json.hpp"
#include "shop/documents/paper.hpp"

namespace taraba::couriers {

namespace {

using documents::Paper;
using shipping::LabelFormat;
using shipping::Parcel;
using shipping::Waybill;
using shipping::WaybillRef;

/// What the label needs is kept with the waybill, for there is nobody to ask for it later.
std::string label_of(const WaybillRef& waybill) {
    const auto parcel = trusted_json<Parcel>(waybill.courier_ref);
    Paper paper(Paper::a6_width, Paper::a6_height, "AWB " + waybill.awb_number);
    const double left = 20, width = Paper::a6_width - 40;
    const std::int64_t count = parcel.parcels;
    for (std::int64_t piece = 1; piece <= count; ++piece) {
        if (piece > 1) paper.new_page();
        double y = 20;
        paper.bar_code(left, y, width, 56, waybill.awb_number);
        y += 76;
        y += paper.text(left, y, width, parcel.recipient, {14, true}) + 2;
        if (parcel.contact != parcel.recipient)
            y += paper.text(left, y, width, parcel.contact, {11, false}) + 2;
        y += paper.text(left, y, width, parcel.street, {11, false}) + 2;
        y += paper.text(left, y, width,
                        parcel.postal_code + " " + parcel.locality + ", " + parcel.county,
                        {12, true}) +
             2;
        y += paper.text(left, y, width, parcel.phone, {12, false}) + 10;
        if (parcel.cash.minor > 0)
            y +=
                paper.text(left, y, width, "Ramburs: " + to_people(parcel.cash, "ro"), {14, true}) +
                6;
        y += paper.text(left, y, width,
                        "Colet " + std::to_string(piece) + " / " + std::to_string(count) + " · " +
                            format_decimal(parcel.weight_g, 3) + " kg",
                        {11, false}) +
             4;
        if (!parcel.note.empty()) paper.text(left, y, width, parcel.note, {10, false});
    }
    return paper.finish();
}

class Own : public shipping::Courier {
public:
    Result<void> check() override { return {}; }
    Result<Waybill> create(const Parcel& parcel) override {
        return Waybill{parcel.reference, {0, parcel.cash.currency}, "", to_json(parcel)};
    }
    /// Nothing leaves the installation, so nothing can be lost on the way.
    Result<std::optional<Waybill>> find(const std::string&, Date, Date) override {
        return std::optional<Waybill>();
    }
    Result<std::string> label(const WaybillRef& waybill, LabelFormat) override {
        return label_of(waybill);
    }
    Result<void> cancel(const WaybillRef&) override { return {}; }
};

} // namespace

shipping::RegisteredCourier own() {
    shipping::CourierTraits traits;
    traits.name = "own";
    traits.title = "Livrare proprie";
    traits.options = {shipping::CourierOption::open_on_delivery, shipping::CourierOption::saturday,
                      shipping::CourierOption::morning, shipping::CourierOption::return_documents,
                      shipping::CourierOption::swap};
    traits.labels = {LabelFormat::a6};
    traits.finds = true;
    return {traits, [](const shipping::CourierAccount&) { return std::make_unique<Own>(); }};
}

} // namespace taraba::couriers
