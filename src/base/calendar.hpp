#pragma once

#include "base/time.hpp"

namespace taraba {

/// Easter Sunday of the Orthodox Church in the Gregorian calendar (Meeus' Julian algorithm;
/// valid for 1900-2099, when the calendars are 13 days apart).
Date orthodox_easter(int year);

/// A legal holiday of Romania: Codul muncii art. 139 (1), with 6 and 7 January since 2024
/// (Legea 52/2023) and Good Friday since 2018 (Legea 64/2018).
bool is_public_holiday(Date day);

/// Monday to Friday and no public holiday.
bool is_working_day(Date day);

/// The day that lies `count` working days after `from`; zero gives the first working day at or
/// after it, as when a term ends on a holiday.
Date add_working_days(Date from, int count);

/// The last day of a term of months: the same day of the month, or its last one.
Date months_after(Date from, std::int64_t months);

} // namespace taraba
