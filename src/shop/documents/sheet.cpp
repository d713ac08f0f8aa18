#include "shop/documents/sheet.hpp"

#include "shop/links.hpp"

#include <algorithm>

namespace taraba::documents {

namespace {

const Style grey{9, false, Align::left, 0.35};

constexpr double qr_size = 54;
constexpr double codes_left = Sheet::right - 170 - qr_size - 20;

} // namespace

Codes codes_of(const shop::Scope& scope, OrderId order, const std::string& bar) {
    return {bar, shop::short_link(scope, order)};
}

void draw(Paper& paper, const Codes& codes, double right, double y) {
    if (!codes.bar.empty()) paper.bar_code(right - 170, y, 170, 32, codes.bar);
    if (!codes.qr.empty()) paper.qr_code(right - 170 - qr_size - 10, y, qr_size, codes.qr);
}

Sheet::Sheet(const shop::Scope& scope, std::string_view language, std::string_view title,
             std::string_view subtitle, const Codes& codes)
    : english_(language == "en"), paper_(Paper::a4_width, Paper::a4_height, std::string(title)) {
    const auto& layout = scope.shop->settings.layout;
    draw(paper_, codes, right, y_);
    y_ +=
        paper_.text(left, y_, codes_left - left, title, {18, true, Align::left, 0, layout.colour}) +
        4;
    y_ += paper_.text(left, y_, codes_left - left, subtitle, grey);
    y_ = std::max(y_ + 10, 42.0 + 58);
}

std::string Sheet::say_number(std::string decimal) const {
    if (!english_) std::ranges::replace(decimal, '.', ',');
    return decimal;
}

void Sheet::fact(std::string_view label, std::string_view value) {
    if (value.empty()) return;
    need(16);
    paper_.text(left, y_, 150, label, grey);
    y_ += paper_.text(left + 150, y_, width - 150, value, {9.5, true}) + 3;
}

void Sheet::heading(std::string_view text) {
    need(40);
    y_ += 8;
    y_ += paper_.text(left, y_, width, text, {11, true}) + 3;
}

void Sheet::text(std::string_view text, double size) {
    const Style style{size};
    need(paper_.height_of(width, text, style));
    y_ += paper_.text(left, y_, width, text, style) + 4;
}

void Sheet::table(std::vector<Column> columns) {
    columns_ = std::move(columns);
    need(60);
    head();
}

void Sheet::head() {
    if (std::ranges::all_of(columns_, [](const auto& each) { return each.title.empty(); })) return;
    paper_.box(left - 4, y_ - 3, width + 8, 18, 0.93);
    for (const auto& column : columns_)
        paper_.text(left + column.x, y_, column.width, column.title, {8, true, column.align});
    y_ += 20;
}

void Sheet::row(const std::vector<std::string_view>& cells, bool bold) {
    double height = 11;
    for (std::size_t i = 0; i < cells.size() && i < columns_.size(); ++i)
        height = std::max(
            height, paper_.height_of(columns_[i].width, cells[i], {8.5, bold, columns_[i].align}));
    if (y_ + height > bottom) {
        paper_.new_page();
        y_ = 42;
        head();
    }
    for (std::size_t i = 0; i < cells.size() && i < columns_.size(); ++i)
        paper_.text(left + columns_[i].x, y_, columns_[i].width, cells[i],
                    {8.5, bold, columns_[i].align});
    y_ += height + 5;
}

void Sheet::tick_box() {
    if (y_ + 12 > bottom) {
        paper_.new_page();
        y_ = 42;
        head();
    }
    for (const double side : {0.0, 10.0}) {
        paper_.line(left, y_ + 1 + side, left + 10, y_ + 1 + side, 0.3);
        paper_.line(left + side, y_ + 1, left + side, y_ + 11, 0.3);
    }
}

void Sheet::signatures(const std::vector<std::string_view>& labels) {
    need(70);
    y_ = std::max(y_, Paper::a4_height - 120);
    const double each = width / static_cast<double>(labels.size());
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const double x = left + static_cast<double>(i) * each;
        paper_.line(x, y_ + 44, x + each - 14, y_ + 44, 0.4);
        paper_.text(x, y_ + 48, each - 14, labels[i], {7.5, false, Align::left, 0.4});
    }
}

void Sheet::space(double height) { y_ += height; }

void Sheet::need(double height) {
    if (y_ + height <= bottom) return;
    paper_.new_page();
    y_ = 42;
}

} // namespace taraba::documents
