#include "shop/documents/paper.hpp"

#include "base/expects.hpp"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <zint.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>

namespace taraba::documents {

namespace {

cairo_status_t collect(void* target, const unsigned char* data, unsigned int size) {
    static_cast<std::string*>(target)->append(reinterpret_cast<const char*>(data), size);
    return CAIRO_STATUS_SUCCESS;
}

/// Loading fonts is the slow part of a small document: each thread keeps its own map.
PangoFontMap* font_map() {
    thread_local const std::unique_ptr<PangoFontMap, void (*)(gpointer)> map(
        pango_cairo_font_map_new(), g_object_unref);
    return map.get();
}

const PangoFontDescription* font(double size, bool bold) {
    struct Free {
        void operator()(PangoFontDescription* each) const { pango_font_description_free(each); }
    };
    thread_local std::map<std::pair<int, bool>, std::unique_ptr<PangoFontDescription, Free>> known;
    auto& entry = known[{static_cast<int>(size * 10), bold}];
    if (!entry) {
        entry.reset(pango_font_description_from_string("Open Sans, DejaVu Sans"));
        pango_font_description_set_absolute_size(entry.get(), size * PANGO_SCALE);
        pango_font_description_set_weight(entry.get(),
                                          bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    }
    return entry.get();
}

/// `#1f3a8a` as parts of one.
std::optional<std::array<double, 3>> rgb_of(const std::string& colour) {
    if (colour.size() != 7 || colour[0] != '#') return std::nullopt;
    unsigned value = 0;
    const auto [end, error] =
        std::from_chars(colour.data() + 1, colour.data() + colour.size(), value, 16);
    if (error != std::errc{} || end != colour.data() + colour.size()) return std::nullopt;
    return std::array{(value >> 16 & 255) / 255.0, (value >> 8 & 255) / 255.0,
                      (value & 255) / 255.0};
}

} // namespace

struct Paper::State {
    std::string bytes;
    cairo_surface_t* surface = nullptr;
    cairo_t* cairo = nullptr;
    PangoContext* context = nullptr;
    PangoLayout* layout = nullptr;

    ~State() {
        if (layout) g_object_unref(layout);
        if (context) g_object_unref(context);
        if (cairo) cairo_destroy(cairo);
        if (surface) cairo_surface_destroy(surface);
    }

    void set_up(double width, std::string_view text, const Style& style) {
        pango_layout_set_font_description(layout, font(style.size, style.bold));
        pango_layout_set_width(layout, static_cast<int>(width * PANGO_SCALE));
        pango_layout_set_alignment(layout, style.align == Align::right    ? PANGO_ALIGN_RIGHT
                                           : style.align == Align::centre ? PANGO_ALIGN_CENTER
                                                                          : PANGO_ALIGN_LEFT);
        pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
    }
    double layout_height() const {
        int height = 0;
        pango_layout_get_size(layout, nullptr, &height);
        return static_cast<double>(height) / PANGO_SCALE;
    }
};

Paper::Paper(double width, double height, const std::string& title)
    : state_(std::make_unique<State>()) {
    state_->surface = cairo_pdf_surface_create_for_stream(collect, &state_->bytes, width, height);
    cairo_pdf_surface_set_metadata(state_->surface, CAIRO_PDF_METADATA_TITLE, title.c_str());
    state_->cairo = cairo_create(state_->surface);
    state_->context = pango_font_map_create_context(font_map());
    pango_cairo_context_set_resolution(state_->context, 72);
    state_->layout = pango_layout_new(state_->context);
    pango_layout_set_wrap(state_->layout, PANGO_WRAP_WORD_CHAR);
}

Paper::~Paper() = default;

double Paper::text(double x, double y, double width, std::string_view text, const Style& style) {
    if (text.empty()) return 0;
    state_->set_up(width, text, style);
    if (const auto rgb = rgb_of(style.colour))
        cairo_set_source_rgb(state_->cairo, (*rgb)[0], (*rgb)[1], (*rgb)[2]);
    else
        cairo_set_source_rgb(state_->cairo, style.grey, style.grey, style.grey);
    cairo_move_to(state_->cairo, x, y);
    pango_cairo_show_layout(state_->cairo, state_->layout);
    return state_->layout_height();
}

double Paper::height_of(double width, std::string_view text, const Style& style) {
    if (text.empty()) return 0;
    state_->set_up(width, text, style);
    return state_->layout_height();
}

void Paper::line(double x1, double y1, double x2, double y2, double grey, double thickness) {
    cairo_set_source_rgb(state_->cairo, grey, grey, grey);
    cairo_set_line_width(state_->cairo, thickness);
    cairo_move_to(state_->cairo, x1, y1);
    cairo_line_to(state_->cairo, x2, y2);
    cairo_stroke(state_->cairo);
}

void Paper::box(double x, double y, double width, double height, double grey) {
    cairo_set_source_rgb(state_->cairo, grey, grey, grey);
    cairo_rectangle(state_->cairo, x, y, width, height);
    cairo_fill(state_->cairo);
}

double Paper::picture(double right, double y, double width_max, double height_max,
                      const std::string& png) {
    std::string_view rest = png;
    const auto read = [](void* source, unsigned char* data, unsigned int size) {
        auto& left = *static_cast<std::string_view*>(source);
        if (left.size() < size) return CAIRO_STATUS_READ_ERROR;
        std::copy_n(left.data(), size, data);
        left.remove_prefix(size);
        return CAIRO_STATUS_SUCCESS;
    };
    const std::unique_ptr<cairo_surface_t, void (*)(cairo_surface_t*)> image(
        cairo_image_surface_create_from_png_stream(read, &rest), cairo_surface_destroy);
    if (cairo_surface_status(image.get()) != CAIRO_STATUS_SUCCESS) return 0;
    const double width = cairo_image_surface_get_width(image.get());
    const double height = cairo_image_surface_get_height(image.get());
    if (width < 1 || height < 1) return 0;
    const double scale = std::min(width_max / width, height_max / height);
    cairo_save(state_->cairo);
    cairo_translate(state_->cairo, right - width * scale, y);
    cairo_scale(state_->cairo, scale, scale);
    cairo_set_source_surface(state_->cairo, image.get(), 0, 0);
    cairo_paint(state_->cairo);
    cairo_restore(state_->cairo);
    return height * scale;
}

void Paper::bar_code(double x, double y, double width, double height, const std::string& text) {
    const std::unique_ptr<zint_symbol, void (*)(zint_symbol*)> symbol(ZBarcode_Create(),
                                                                      ZBarcode_Delete);
    symbol->symbology = BARCODE_CODE128;
    const int made =
        ZBarcode_Encode(symbol.get(), reinterpret_cast<const unsigned char*>(text.data()),
                        static_cast<int>(text.size()));
    expects(made < ZINT_ERROR);
    const double module = width / symbol->width;
    cairo_set_source_rgb(state_->cairo, 0, 0, 0);
    const auto is_set = [&](int column) {
        return (symbol->encoded_data[0][column >> 3] >> (column & 7) & 1) != 0;
    };
    for (int column = 0; column < symbol->width; ++column)
        if (is_set(column)) cairo_rectangle(state_->cairo, x + column * module, y, module, height);
    cairo_fill(state_->cairo);
    this->text(x, y + height + 2, width, text, {8, false, Align::centre});
}

void Paper::qr_code(double x, double y, double size, const std::string& text) {
    const std::unique_ptr<zint_symbol, void (*)(zint_symbol*)> symbol(ZBarcode_Create(),
                                                                      ZBarcode_Delete);
    symbol->symbology = BARCODE_QRCODE;
    symbol->input_mode = UNICODE_MODE;
    symbol->option_1 = 2; // M
    const int made =
        ZBarcode_Encode(symbol.get(), reinterpret_cast<const unsigned char*>(text.data()),
                        static_cast<int>(text.size()));
    expects(made < ZINT_ERROR);
    const double module = size / symbol->width;
    cairo_set_source_rgb(state_->cairo, 0, 0, 0);
    const auto is_set = [&](int row, int column) {
        return column < symbol->width &&
               (symbol->encoded_data[row][column >> 3] >> (column & 7) & 1) != 0;
    };
    // Modules beside each other are one stroke, which keeps the file small.
    for (int row = 0; row < symbol->rows; ++row)
        for (int column = 0, run = 0; column < symbol->width; column += run + 1) {
            for (run = 0; is_set(row, column + run);)
                ++run;
            if (run > 0)
                cairo_rectangle(state_->cairo, x + column * module, y + row * module, run * module,
                                module);
        }
    cairo_fill(state_->cairo);
}

void Paper::new_page() { cairo_show_page(state_->cairo); }

std::string Paper::finish() {
    cairo_surface_finish(state_->surface);
    expects(cairo_surface_status(state_->surface) == CAIRO_STATUS_SUCCESS);
    return std::move(state_->bytes);
}

} // namespace taraba::documents
