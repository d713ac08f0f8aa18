#pragma once

#include "shop/documents/paper.hpp"
#include "shop/scope.hpp"

namespace taraba::documents {

/// What scanners and phones read at the head of a paper; empty: none.
struct Codes {
    std::string bar;
    std::string qr;
};
/// The bar code for the warehouse, and the order's page for a phone.
Codes codes_of(const shop::Scope& scope, OrderId order, const std::string& bar);
/// Both side by side, up to the right edge.
void draw(Paper& paper, const Codes& codes, double right, double y);

/// An A4 sheet with the shop's look: a title with codes beside it, tables that go on overleaf.
class Sheet {
public:
    static constexpr double left = 42, right = Paper::a4_width - 42, width = right - left;
    static constexpr double bottom = Paper::a4_height - 70;

    Sheet(const shop::Scope& scope, std::string_view language, std::string_view title,
          std::string_view subtitle, const Codes& codes);

    /// Decimal text with the comma of Romanian.
    std::string say_number(std::string decimal) const;
    /// A label and its value.
    void fact(std::string_view label, std::string_view value);
    void heading(std::string_view text);
    void text(std::string_view text, double size = 9);

    struct Column {
        std::string_view title; ///< stays as long as the sheet: a literal
        double x = 0;           ///< from the left edge
        double width = 0;
        Align align = Align::left;
    };
    /// Without a heading line when no column has a title.
    void table(std::vector<Column> columns);
    void row(const std::vector<std::string_view>& cells, bool bold = false);
    /// A square to tick, at the beginning of the next row.
    void tick_box();
    /// Lines to sign on, at the foot of the page.
    void signatures(const std::vector<std::string_view>& labels);
    void space(double height);
    /// Whether so much more fits on this page; a new one is begun when it does not.
    void need(double height);
    double y() const { return y_; }
    Paper& paper() { return paper_; }
    std::string finish() { return paper_.finish(); }

private:
    void head();
    const bool english_;
    Paper paper_;
    std::vector<Column> columns_;
    double y_ = 42;
};

} // namespace taraba::documents
