#include "shop/documents/document.hpp"
#include "shop/documents/paper.hpp"
#include "shop/places/places.hpp"
#include "texts/documents.hpp"

#include <algorithm>

namespace taraba::documents {

namespace words = texts::documents;

namespace {

using invoicing::InvoiceContent;
using invoicing::InvoiceKind;
using invoicing::InvoiceLine;
using invoicing::Party;

constexpr double bottom = Paper::a4_height - 60;

struct Column {
    double x, width;
    Align align;
};

constexpr Column line_columns[]{
    {Paper::left, 22, Align::left},        {Paper::left + 24, 184, Align::left},
    {Paper::left + 210, 30, Align::left},  {Paper::left + 242, 38, Align::right},
    {Paper::left + 284, 62, Align::right}, {Paper::left + 350, 56, Align::right},
    {Paper::left + 410, 34, Align::right}, {Paper::left + 448, 63.28, Align::right}};

class InvoicePaper {
public:
    InvoicePaper(const InvoiceContent& content, const std::string& logo)
        : content_(content), logo_(logo), language_(content.language),
          paper_(Paper::a4_width, Paper::a4_height,
                 content.series + " " + std::to_string(content.number)) {}

    std::string write() {
        head();
        table_head();
        for (std::size_t i = 0; i < content_.lines.size(); ++i)
            row(i);
        totals();
        codes();
        foot();
        return paper_.finish();
    }

private:
    /// `1.234,56` without the unit: the columns say lei once.
    std::string amount(Money money) const {
        auto text = to_people(money, language_);
        return text.substr(0, text.rfind(' '));
    }

    std::string_view title() const {
        return content_.kind == InvoiceKind::proforma ? words::invoice::proforma(language_)
               : content_.kind == InvoiceKind::storno ? words::invoice::storno(language_)
                                                      : words::invoice::invoice(language_);
    }

    void head() {
        if (const double logo = paper_.picture(Paper::right_edge, y_, 150, 46, logo_); logo > 0)
            y_ += logo + 10;
        paper_.text(Paper::left, y_, 300, title(),
                    {18, true, Align::left, 0, content_.layout.colour});
        paper_.text(Paper::left, y_ + 2, Paper::text_width,
                    content_.series + " " + std::to_string(content_.number),
                    {14, true, Align::right});
        y_ += 28;
        std::string dates =
            words::invoice::issued(language_, to_people(content_.issued_on, language_));
        if (content_.due_on)
            dates += "   " + words::invoice::due(language_, to_people(*content_.due_on, language_));
        if (content_.order_number)
            dates +=
                "   " + words::invoice::order(language_, std::to_string(*content_.order_number));
        y_ += paper_.text(Paper::left, y_, Paper::text_width, dates, {9, false, Align::left, 0.3});
        if (content_.storno_of)
            y_ += paper_.text(Paper::left, y_ + 2, Paper::text_width,
                              words::invoice::corrects(language_, *content_.storno_of), {9, true});
        y_ += 14;
        const double middle = Paper::left + Paper::text_width / 2;
        const double seller =
            party(Paper::left, words::invoice::seller(language_), content_.seller);
        const double buyer = party(middle + 8, words::invoice::buyer(language_), content_.buyer);
        y_ += std::max(seller, buyer) + 16;
    }

    double party(double x, std::string_view label, const Party& who) {
        const double width = Paper::text_width / 2 - 16;
        double y = y_;
        y += paper_.text(x, y, width, label, {8, false, Align::left, 0.45});
        y += paper_.text(x, y, width, who.name, {11, true}) + 1;
        const auto add = [&](std::string_view name, const std::string& value) {
            if (!value.empty())
                y += paper_.text(x, y, width,
                                 name.empty() ? value : concatenated({name, ": ", value}));
        };
        add(words::invoice::tax_id(language_), who.tax_id);
        add(words::invoice::register_number(language_), who.trade_register_number);
        const auto* county =
            who.address.country == "RO" ? places::find_county(who.address.county) : nullptr;
        std::string place = who.address.street;
        if (!who.address.locality.empty())
            place += (place.empty() ? "" : ", ") + who.address.locality;
        if (county && county->code != "B")
            place += ", " + words::invoice::county(language_, county->name);
        if (county && county->code == "B") place += ", " + county->name;
        const bool abroad = who.address.country != "RO";
        if (abroad && !who.address.county.empty()) place += ", " + who.address.county;
        if (!who.address.postal_code.empty()) place += ", " + who.address.postal_code;
        if (abroad) place += ", " + who.address.country;
        add("", place);
        add("IBAN", who.iban.empty() ? "" : who.iban + (who.bank.empty() ? "" : " · " + who.bank));
        add(words::invoice::capital(language_), who.share_capital);
        add("",
            who.email + (who.phone.empty() ? "" : (who.email.empty() ? "" : " · ") + who.phone));
        return y - y_;
    }

    void table_head() {
        const std::string_view names[]{
            words::invoice::number(language_), words::invoice::description(language_),
            words::invoice::unit(language_),   words::invoice::quantity(language_),
            words::invoice::price(language_),  words::invoice::net(language_),
            words::invoice::rate(language_),   words::invoice::vat(language_)};
        double height = 0;
        for (int i = 0; i < 8; ++i)
            height =
                std::max(height, paper_.height_of(line_columns[i].width, names[i], {7.5, true}));
        paper_.box(Paper::left - 4, y_ - 3, Paper::text_width + 8, height + 6, 0.93);
        for (int i = 0; i < 8; ++i)
            paper_.text(line_columns[i].x, y_, line_columns[i].width, names[i],
                        {7.5, true, line_columns[i].align});
        y_ += height + 8;
    }

    void row(std::size_t index) {
        const InvoiceLine& line = content_.lines[index];
        const double height = paper_.height_of(line_columns[1].width, line.description);
        if (y_ + height > bottom - 20) next_page();
        // Shown with two decimals; the value column is what counts.
        const std::int64_t count = std::abs(line.quantity.thousandths);
        const Money unit =
            count == 0 ? line.net
                       : scaled({std::abs(line.net.minor), line.net.currency}, 1'000, count);
        auto quantity = format_decimal(line.quantity.thousandths, 3, true);
        if (language_ != "en")
            for (char& c : quantity)
                if (c == '.') c = ',';
        const std::string cells[]{std::to_string(index + 1),
                                  line.description,
                                  line.unit,
                                  quantity,
                                  amount(unit),
                                  amount(line.net),
                                  format_decimal(line.vat_rate.basis_points, 2, true) + "%",
                                  amount(line.vat)};
        for (int i = 0; i < 8; ++i)
            paper_.text(line_columns[i].x, y_, line_columns[i].width, cells[i],
                        {8.5, false, line_columns[i].align});
        y_ += height + 5;
        paper_.line(Paper::left - 4, y_ - 2.5, Paper::right_edge + 4, y_ - 2.5, 0.88, 0.4);
    }

    void totals() {
        constexpr double qr_size = 72; // an inch: any phone reads it
        const bool qr = !content_.payment_qr.empty();
        const double needed = (qr ? 90 : 60) + 13.0 * static_cast<double>(content_.vat.size()) +
                              13.0 * static_cast<double>(content_.mentions.size());
        if (y_ + needed > bottom) next_page();
        y_ += 6;
        const double top = y_;
        if (qr) {
            paper_.qr_code(Paper::left, top, qr_size, content_.payment_qr);
            paper_.text(Paper::left + qr_size + 8, top + 4, 150, words::invoice::scan(language_),
                        {8, false, Align::left, 0.3});
        }
        const double label_x = Paper::left + 250, label_width = 96;
        const auto sum = [&](std::string_view label, const std::string& net, const std::string& vat,
                             bool bold) {
            const double height =
                paper_.text(label_x, y_, label_width, label, {8.5, bold, Align::right});
            paper_.text(line_columns[5].x, y_, line_columns[5].width, net,
                        {8.5, bold, Align::right});
            paper_.text(line_columns[7].x, y_, line_columns[7].width, vat,
                        {8.5, bold, Align::right});
            y_ += height + 2;
        };
        for (const auto& group : content_.vat)
            sum(words::invoice::vat_at(language_,
                                       format_decimal(group.rate.basis_points, 2, true) + "%"),
                amount(group.net), amount(group.vat), false);
        sum(words::invoice::sum(language_), amount(content_.net), amount(content_.vat_total), true);
        y_ += 4;
        paper_.line(label_x, y_, Paper::right_edge + 4, y_, 0.4, 0.8);
        y_ += 6;
        paper_.text(label_x - 60, y_ + 2, label_width + 60, words::invoice::total(language_),
                    {10, true, Align::right});
        paper_.text(line_columns[5].x - 40, y_, Paper::right_edge - line_columns[5].x + 40,
                    to_people(content_.gross, language_), {13, true, Align::right});
        y_ += 26;
        if (qr) y_ = std::max(y_, top + qr_size + 8);
        if (!content_.payment.empty())
            y_ += paper_.text(Paper::left, y_, Paper::text_width,
                              words::invoice::payment(language_, content_.payment)) +
                  2;
        for (const auto& mention : content_.mentions)
            y_ += paper_.text(Paper::left, y_, Paper::text_width, mention) + 2;
        if (content_.kind == InvoiceKind::proforma)
            y_ += paper_.text(Paper::left, y_, Paper::text_width,
                              words::invoice::not_fiscal(language_), {9, true});
        if (!content_.layout.footer.empty())
            y_ += paper_.text(Paper::left, y_ + 6, Paper::text_width, content_.layout.footer,
                              {8.5, false, Align::left, 0.3});
    }

    /// For the warehouse's scanner and for a phone; a proforma has its code for the bank already.
    void codes() {
        constexpr double size = 54;
        if (y_ + size + 14 > bottom) {
            foot();
            paper_.new_page();
            ++page_;
            y_ = 42;
        }
        y_ = std::max(y_ + 10, bottom - size - 4);
        paper_.bar_code(Paper::left, y_, 170, 32,
                        content_.series + std::to_string(content_.number));
        if (!content_.page_link.empty())
            paper_.qr_code(Paper::right_edge - size, y_, size, content_.page_link);
    }

    void foot() {
        paper_.text(Paper::left, Paper::a4_height - 40, Paper::text_width,
                    content_.seller.name + " · " + content_.series + " " +
                        std::to_string(content_.number) + " · " +
                        words::invoice::page(language_, std::to_string(page_)),
                    {7.5, false, Align::centre, 0.45});
    }

    void next_page() {
        foot();
        paper_.new_page();
        ++page_;
        y_ = 42;
        table_head();
    }

    const InvoiceContent& content_;
    const std::string& logo_;
    std::string_view language_;
    Paper paper_;
    double y_ = 42;
    int page_ = 1;
};

} // namespace

std::string invoice_pdf(const InvoiceContent& content, const std::string& logo) {
    return InvoicePaper(content, logo).write();
}

std::string invoice_pdf(const shop::Scope& scope, const InvoiceContent& content) {
    if (content.layout.logo.empty()) return invoice_pdf(content);
    const auto file = scope.read(
        [&](db::Transaction& tx) { return shop::find_file(tx, scope.id(), content.layout.logo); });
    return invoice_pdf(content, file ? file->bytes : std::string());
}

} // namespace taraba::documents
