#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace taraba::documents {

enum class Align { left, right, centre };

struct Style {
    double size = 9; ///< points
    bool bold = false;
    Align align = Align::left;
    double grey = 0;      ///< 0 black … 1 white
    std::string colour{}; ///< `#rrggbb` instead of grey
};

/// A PDF being written, page by page; lengths in points (1/72 inch), from the top left.
/// Text is real text in embedded fonts.
class Paper {
public:
    static constexpr double a4_width = 595.28, a4_height = 841.89;
    static constexpr double a6_width = 297.64, a6_height = 419.53;
    /// The margins of a page of A4.
    static constexpr double left = 42, right_edge = a4_width - left, text_width = right_edge - left;

    Paper(double width, double height, const std::string& title);
    ~Paper();
    Paper(const Paper&) = delete;
    Paper& operator=(const Paper&) = delete;

    /// Writes text into a column, wrapped; returns its height.
    double text(double x, double y, double width, std::string_view text, const Style& style = {});
    /// The height that text() would give.
    double height_of(double width, std::string_view text, const Style& style = {});
    void line(double x1, double y1, double x2, double y2, double grey = 0.75,
              double thickness = 0.6);
    void box(double x, double y, double width, double height, double grey);
    /// A PNG into a box, in its own proportions, from the top right; gives its height. What is no
    /// PNG is left out.
    double picture(double right, double y, double width_max, double height_max,
                   const std::string& png);
    /// Code 128, with the text below it.
    void bar_code(double x, double y, double width, double height, const std::string& text);
    /// A QR code with error correction M, `size` wide and high; what it holds is not written out.
    void qr_code(double x, double y, double size, const std::string& text);
    void new_page();
    /// Ends the document and gives its bytes.
    std::string finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace taraba::documents
