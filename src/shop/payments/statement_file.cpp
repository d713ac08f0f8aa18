#include "shop/payments/statement_file.hpp"

#include "base/csv.hpp"
#include "base/decimal.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <pugixml.hpp>

namespace taraba::payments {

namespace {

Failure unreadable(Sentence why) { return invalid_field("statement", std::move(why)); }

std::string joined(const std::string& a, const std::string& b) {
    return a.empty() || b.empty() ? a + b : a + " " + b;
}

// CAMT.053. Banks write their own namespace prefixes, so elements are found by their local names.

pugi::xml_node child(const pugi::xml_node& parent, std::string_view name) {
    for (const auto& node : parent.children()) {
        const std::string_view whole = node.name();
        const auto colon = whole.rfind(':');
        if (whole.substr(colon == whole.npos ? 0 : colon + 1) == name) return node;
    }
    return {};
}

template <class... Names>
pugi::xml_node child(const pugi::xml_node& parent, std::string_view name, Names... rest) {
    return child(child(parent, name), rest...);
}

template <class Work>
void each_child(const pugi::xml_node& parent, std::string_view name, const Work& work) {
    for (const auto& node : parent.children()) {
        const std::string_view whole = node.name();
        const auto colon = whole.rfind(':');
        if (whole.substr(colon == whole.npos ? 0 : colon + 1) == name) work(node);
    }
}

std::string value(const pugi::xml_node& node) { return as_utf8(trimmed(node.child_value())); }

std::string remittance_of(const pugi::xml_node& details) {
    std::string text;
    each_child(child(details, "RmtInf"), "Ustrd",
               [&](const auto& node) { text = joined(text, value(node)); });
    text = joined(text, value(child(details, "RmtInf", "Strd", "CdtrRefInf", "Ref")));
    const std::string end_to_end = value(child(details, "Refs", "EndToEndId"));
    return end_to_end == "NOTPROVIDED" ? text : joined(text, end_to_end);
}

std::string payer_of(const pugi::xml_node& details) {
    const auto debtor = child(details, "RltdPties", "Dbtr");
    const std::string name = value(child(debtor, "Nm"));
    return name.empty() ? value(child(debtor, "Pty", "Nm")) : name;
}

std::optional<Date> day_of(const pugi::xml_node& entry) {
    for (const auto* name : {"BookgDt", "ValDt"}) {
        std::string text = value(child(entry, name, "Dt"));
        if (text.empty()) text = value(child(entry, name, "DtTm"));
        if (const auto day = date_from(text.substr(0, 10))) return day;
    }
    return std::nullopt;
}

/// An amount with its currency; nothing in another currency.
std::optional<Money> money_of(const pugi::xml_node& amount, Currency currency) {
    std::string_view code = amount.attribute("Ccy").value();
    if (code != currency.code()) return std::nullopt;
    const auto read = money_from(value(amount), currency);
    return read ? std::optional(*read) : std::nullopt;
}

void add_camt_entry(std::vector<BankEntry>& entries, const pugi::xml_node& node,
                    Currency currency) {
    const auto day = day_of(node);
    if (!day || value(child(node, "CdtDbtInd")) != "CRDT") return;
    if (value(child(node, "RvslInd")) == "true") return;
    std::vector<pugi::xml_node> parts;
    each_child(node, "NtryDtls", [&](const auto& details) {
        each_child(details, "TxDtls", [&](const auto& part) { parts.push_back(part); });
    });
    if (parts.empty()) parts.push_back({});
    for (const auto& part : parts) {
        // Of several payments in one booking each has its own amount.
        auto amount = money_of(child(part, "Amt"), currency);
        if (!amount) amount = money_of(child(part, "AmtDtls", "TxAmt", "Amt"), currency);
        if (!amount && parts.size() == 1) amount = money_of(child(node, "Amt"), currency);
        if (!amount || amount->minor <= 0) continue;
        std::string reference = value(child(part, "Refs", "AcctSvcrRef"));
        if (reference.empty()) reference = value(child(node, "AcctSvcrRef"));
        std::string details = remittance_of(part);
        if (details.empty()) details = value(child(node, "AddtlNtryInf"));
        entries.push_back({*day, *amount, payer_of(part),
                           value(child(part, "RltdPties", "DbtrAcct", "Id", "IBAN")), details,
                           reference});
    }
}

Result<std::vector<BankEntry>> read_camt(const std::string& text, Currency currency) {
    pugi::xml_document document;
    const auto parsed = document.load_buffer(text.data(), text.size());
    if (!parsed) return unreadable(said("The XML cannot be read: {}", parsed.description()));
    const auto statements = child(document, "Document", "BkToCstmrStmt");
    if (!statements) return unreadable("The XML is no CAMT.053 statement.");
    std::vector<BankEntry> entries;
    each_child(statements, "Stmt", [&](const auto& statement) {
        each_child(statement, "Ntry",
                   [&](const auto& node) { add_camt_entry(entries, node, currency); });
    });
    return entries;
}

// MT940: fields `:61:` (a booking) each followed by `:86:` (its words), lines continued.

struct Field {
    std::string tag;
    std::string text; ///< lines parted by \n
};

std::vector<Field> fields_of(const std::string& text) {
    std::vector<Field> fields;
    for (auto line : split_at(text, '\n')) {
        if (line.ends_with('\r')) line.pop_back();
        const auto end = line.starts_with(':') ? line.find(':', 1) : std::string::npos;
        if (end != std::string::npos && end <= 5)
            fields.push_back({line.substr(1, end - 1), line.substr(end + 1)});
        else if (!fields.empty() && line != "-")
            fields.back().text += "\n" + line;
    }
    return fields;
}

/// `61:YYMMDD[MMDD](C|D|RC|RD)[funds code]amount,NTYPreference[//bank's]`
std::optional<BankEntry> booking_of(const std::string& text, Currency currency) {
    const auto all_digits = [&](std::size_t from, std::size_t count) {
        return text.size() >= from + count &&
               std::all_of(text.begin() + static_cast<std::ptrdiff_t>(from),
                           text.begin() + static_cast<std::ptrdiff_t>(from + count),
                           [](char c) { return c >= '0' && c <= '9'; });
    };
    if (!all_digits(0, 6)) return std::nullopt;
    const auto day =
        date_from("20" + text.substr(0, 2) + "-" + text.substr(2, 2) + "-" + text.substr(4, 2));
    std::size_t at = all_digits(6, 4) ? 10 : 6;
    if (!day || at >= text.size() || text[at] != 'C')
        return std::nullopt; // D and R… are not income
    ++at;
    if (at < text.size() && (text[at] < '0' || text[at] > '9')) ++at;
    const auto end = text.find_first_not_of("0123456789,", at);
    std::string amount = text.substr(at, end == text.npos ? end : end - at);
    if (amount.ends_with(',')) amount += "00";
    const auto minor = amount_in(amount);
    if (!minor) return std::nullopt;
    BankEntry entry{*day, {*minor, currency}, "", "", "", ""};
    const auto line = text.substr(0, text.find('\n'));
    if (const auto slashes = line.find("//"); slashes != line.npos)
        entry.bank_ref = as_utf8(line.substr(slashes + 2));
    return entry;
}

/// `?20…?29` and `?60…?63` are the words, `?32` and `?33` the payer, `?31` the account; banks that
/// don't part them write plain text.
void add_words(BankEntry& entry, const std::string& text) {
    const std::string words = as_utf8(text);
    if (words.find('?') == words.npos || words.find("?2") == words.npos) {
        for (const auto& line : split_at(words, '\n'))
            entry.details = joined(entry.details, std::string(trimmed(line)));
        return;
    }
    std::string whole;
    for (const auto& line : split_at(words, '\n'))
        whole += line;
    for (const auto& part : split_at(whole, '?')) {
        if (part.size() < 2) continue;
        const std::string code = part.substr(0, 2), rest(trimmed(part.substr(2)));
        if (code[0] == '2' || code[0] == '6') entry.details += rest;
        if (code == "31") entry.payer_iban = rest;
        if (code == "32" || code == "33") entry.payer = joined(entry.payer, rest);
    }
}

Result<std::vector<BankEntry>> read_mt940(const std::string& text, Currency currency) {
    std::vector<BankEntry> entries;
    bool open = false, ours = true;
    for (const auto& field : fields_of(text)) {
        // The opening balance names the account's currency: `C251124RON1000,00`.
        if (field.tag == "60F" || field.tag == "60M")
            ours = field.text.size() >= 10 && field.text.substr(7, 3) == currency.code();
        if (field.tag == "61") {
            const auto entry = ours ? booking_of(field.text, currency) : std::nullopt;
            open = entry.has_value();
            if (entry) entries.push_back(*entry);
        } else if (field.tag == "86" && open) {
            add_words(entries.back(), field.text);
            open = false;
        }
    }
    return entries;
}

// CSV, as internet banking exports it.

/// The first column whose folded name begins with one of the words.
std::optional<std::size_t> column_of(const std::vector<std::string>& header,
                                     std::initializer_list<const char*> words) {
    for (const auto* word : words)
        for (std::size_t i = 0; i < header.size(); ++i)
            if (header[i].starts_with(word)) return i;
    return std::nullopt;
}

/// `2026-11-24`, `24.11.2026`, `24/11/2026`
std::optional<Date> day_in(std::string text) {
    text = std::string(trimmed(text)).substr(0, 10);
    if (const auto day = date_from(text)) return day;
    if (text.size() != 10 || (text[2] != '.' && text[2] != '/' && text[2] != '-'))
        return std::nullopt;
    return date_from(text.substr(6, 4) + "-" + text.substr(3, 2) + "-" + text.substr(0, 2));
}

Result<std::vector<BankEntry>> read_csv_statement(const std::string& text, Currency currency) {
    auto records = parse_csv(as_utf8(text), separator_of(text));
    if (records.size() < 2) return unreadable("The file has no bookings below its first line.");
    std::vector<std::string> header;
    for (const auto& cell : records.front().cells)
        header.push_back(folded(cell));
    const auto day = column_of(header, {"data", "date", "booking"});
    const auto amount =
        column_of(header, {"credit", "suma credit", "incasari", "amount", "suma", "valoare"});
    const auto payer = column_of(
        header, {"platitor", "ordonator", "payer", "nume", "partener", "name", "counterparty"});
    const auto iban = column_of(header, {"iban", "cont platitor", "cont ordonator", "account"});
    const auto details = column_of(
        header, {"detalii", "descriere", "explicatii", "details", "description", "reference"});
    const auto reference = column_of(
        header, {"referinta", "nr. tranzactie", "transaction id", "bank reference", "id"});
    if (!day || !amount || !details)
        return unreadable("It is no CAMT.053, no MT940, and as a CSV its first line names no date, "
                          "amount and details.");
    std::vector<BankEntry> entries;
    for (std::size_t row = 1; row < records.size(); ++row) {
        const auto& cells = records[row].cells;
        const auto cell = [&](const std::optional<std::size_t>& column) {
            return column && *column < cells.size() ? std::string(trimmed(cells[*column]))
                                                    : std::string();
        };
        if (cell(amount).empty()) continue; // a debit stands in another column
        const auto minor = amount_in(cell(amount));
        const auto booked = day_in(cell(day));
        const auto line = records[row].line;
        if (!minor)
            return unreadable(
                said("Line {}: `{}` is no amount.", line, shortened(cell(amount), 40)));
        if (!booked)
            return unreadable(said("Line {}: `{}` is no day.", line, shortened(cell(day), 40)));
        if (*minor > 0)
            entries.push_back({*booked,
                               {*minor, currency},
                               cell(payer),
                               cell(iban),
                               cell(details),
                               cell(reference)});
    }
    return entries;
}

} // namespace

Result<std::vector<BankEntry>> read_statement(const std::string& text, Currency currency) {
    const auto start =
        trimmed(std::string_view(text).substr(0, std::min<std::size_t>(text.size(), 2'000)));
    if (start.empty()) return unreadable("The file is empty.");
    auto entries = start.starts_with('<') || start.starts_with("\xef\xbb\xbf<")
                       ? read_camt(text, currency)
                   : text.find(":61:") != text.npos || text.find(":60F:") != text.npos
                       ? read_mt940(text, currency)
                       : read_csv_statement(text, currency);
    constexpr std::size_t most = 20'000;
    if (entries && entries->size() > most)
        return unreadable("The statement has more than 20000 bookings.");
    return entries;
}

} // namespace taraba::payments
