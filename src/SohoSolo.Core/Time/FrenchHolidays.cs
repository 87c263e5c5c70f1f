namespace SohoSolo.Core.Time;

/// <summary>The eleven national public holidays of France, computed by rule for any year. Those of Alsace-Moselle are not among them.</summary>
public static class FrenchHolidays
{
    /// <summary>The year's holidays in order of date. Two may share one: Ascension fell on Labour Day in 2008.</summary>
    public static IReadOnlyList<(DateOnly Date, string Key)> In(int year)
    {
        var easter = EasterSunday(year);
        (DateOnly Date, string Key)[] holidays =
        [
            (new(year, 1, 1), "new_year"),
            (easter.AddDays(1), "easter_monday"),
            (new(year, 5, 1), "labour_day"),
            (new(year, 5, 8), "victory_1945"),
            (easter.AddDays(39), "ascension"),
            (easter.AddDays(50), "whit_monday"),
            (new(year, 7, 14), "national_day"),
            (new(year, 8, 15), "assumption"),
            (new(year, 11, 1), "all_saints"),
            (new(year, 11, 11), "armistice_1918"),
            (new(year, 12, 25), "christmas"),
        ];
        return [.. holidays.OrderBy(holiday => holiday.Date)];
    }

    /// <summary>The same rule without a list: every booking asks this for each day it touches.</summary>
    public static bool IsHoliday(DateOnly day) => (day.Month, day.Day) switch
    {
        (1, 1) or (5, 1) or (5, 8) or (7, 14) or (8, 15) or (11, 1) or (11, 11) or (12, 25) => true,
        _ when day.Month is >= 3 and <= 6 => day.DayNumber - EasterSunday(day.Year).DayNumber is 1 or 39 or 50,
        _ => false,
    };

    /// <summary>The Gregorian computus in the form of Meeus, Jones and Butcher; the letters are theirs.</summary>
    private static DateOnly EasterSunday(int year)
    {
        var a = year % 19;
        var (b, c) = Math.DivRem(year, 100);
        var (d, e) = Math.DivRem(b, 4);
        var f = (b + 8) / 25;
        var g = (b - f + 1) / 3;
        var h = ((19 * a) + b - d - g + 15) % 30;
        var (i, k) = Math.DivRem(c, 4);
        var l = (32 + (2 * e) + (2 * i) - h - k) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var (month, day) = Math.DivRem(h + l - (7 * m) + 114, 31);
        return new DateOnly(year, month, day + 1);
    }
}
