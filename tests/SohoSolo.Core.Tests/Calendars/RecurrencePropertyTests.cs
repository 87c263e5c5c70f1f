using FsCheck;
using FsCheck.Fluent;
using SohoSolo.Core.Calendars;
using SohoSolo.Core.Time;
using Xunit;

namespace SohoSolo.Core.Tests.Calendars;

/// <summary>Recurrence against an oracle that walks day by day from the first one and asks of each whether the words of the rule mean it.</summary>
public sealed class RecurrencePropertyTests
{
    private const int DaysWalked = 1500;

    private static readonly SiteCalendar Paris = new("Europe/Paris", OpeningHours.Every(Enum.GetValues<DayOfWeek>(), new(0, 0), new(0, 0)));
    private static readonly string[] Names = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    private static readonly Gen<DateOnly> First = Gen.Choose(0, 4000).Select(days => new DateOnly(2023, 11, 1).AddDays(days));
    private static readonly Gen<int[]> Months = Maybe(Gen.Choose(1, 12));
    private static readonly Gen<int[]> MonthDays = Maybe(Gen.OneOf(Gen.Choose(1, 31), Gen.Choose(-31, -1)));
    private static readonly Gen<int[]> Positions = Maybe(Gen.OneOf(Gen.Choose(1, 6), Gen.Choose(-6, -1)));
    private static readonly Gen<Weekday[]> Weekdays = Maybe(from day in Gen.Choose(0, 6) select new Weekday(day, 0));

    private static readonly Gen<Weekday[]> CountedWeekdays =
        Maybe(from day in Gen.Choose(0, 6) from ordinal in Gen.Choose(-5, 5) select new Weekday(day, ordinal));

    private static readonly Gen<Words> Daily =
        from first in First
        from interval in Gen.Choose(1, 9)
        from months in Months
        from monthDays in MonthDays
        from weekdays in Weekdays
        select new Words("DAILY", first, interval, months, monthDays, weekdays, [], 1);

    private static readonly Gen<Words> Weekly =
        from first in First
        from interval in Gen.Choose(1, 4)
        from months in Months
        from weekdays in Weekdays
        from positions in Positions
        from weekStart in Gen.Choose(0, 6)
        select new Words("WEEKLY", first, interval, months, [], weekdays, positions, weekStart);

    private static readonly Gen<Words> Monthly =
        from first in First
        from interval in Gen.Choose(1, 7)
        from months in Months
        from monthDays in MonthDays
        from weekdays in CountedWeekdays
        from positions in Positions
        select new Words("MONTHLY", first, interval, months, monthDays, weekdays, positions, 1);

    [Fact]
    public void A_daily_rule_means_the_days_that_its_words_say() => AgreesWithAWalk(Daily);

    [Fact]
    public void A_weekly_rule_means_the_days_that_its_words_say() => AgreesWithAWalk(Weekly);

    [Fact]
    public void A_monthly_rule_means_the_days_that_its_words_say() => AgreesWithAWalk(Monthly);

    private static void AgreesWithAWalk(Gen<Words> words) => Prop.ForAll(words.ToArbitrary(), rule =>
    {
        var text = $"{rule.Text};UNTIL={rule.First.AddDays(DaysWalked - 1):yyyyMMdd}";
        var dates = new Recurrence(rule.First.ToDateTime(new TimeOnly(9, 0)), Rules.Read(text), Rules.NoExceptions).Dates(Paris, int.MaxValue);
        return dates.SequenceEqual(Walk(rule)).Label($"{rule.First:O} {text}");
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(200).WithQuietOnSuccess(true));

    private static IEnumerable<DateOnly> Walk(Words rule)
    {
        // Two months more on both sides, so that the positions count whole weeks and months.
        var named = Enumerable.Range(-62, DaysWalked + 124).Select(rule.First.AddDays)
            .Where(day => IsNamed(rule, day))
            .GroupBy(day => Turn(rule, day))
            .Where(turn => turn.Key % rule.Interval == 0)
            .SelectMany(turn => rule.Positions.Length == 0 ? turn : rule.Positions.SelectMany(position => At([.. turn], position)));
        return named.Append(rule.First).Where(day => day >= rule.First && day < rule.First.AddDays(DaysWalked)).Distinct().Order();
    }

    private static IEnumerable<DateOnly> At(DateOnly[] days, int position) =>
        (position > 0 ? days.Skip(position - 1) : days.Reverse().Skip(-position - 1)).Take(1);

    /// <summary>How many days, weeks or months after the first one this is.</summary>
    private static int Turn(Words rule, DateOnly day) => rule.Frequency switch
    {
        "DAILY" => day.DayNumber - rule.First.DayNumber,
        "WEEKLY" => (WeekBegin(day, rule.WeekStart).DayNumber - WeekBegin(rule.First, rule.WeekStart).DayNumber) / 7,
        _ => (day.Year - rule.First.Year) * 12 + day.Month - rule.First.Month,
    };

    private static DateOnly WeekBegin(DateOnly day, int weekStart)
    {
        while ((int)day.DayOfWeek != weekStart)
            day = day.AddDays(-1);

        return day;
    }

    private static bool IsNamed(Words rule, DateOnly day)
    {
        var month = rule.Months.Length == 0 || rule.Months.Contains(day.Month);
        var monthDay = rule.MonthDays.Length == 0 || rule.MonthDays.Any(number => IsNthDay(day, number));
        var weekday = rule.Weekdays.Length == 0 || rule.Weekdays.Any(named => IsNthWeekday(day, named));
        var byFirst = rule.MonthDays.Length + rule.Weekdays.Length > 0 || rule.Frequency switch
        {
            "DAILY" => true,
            "WEEKLY" => day.DayOfWeek == rule.First.DayOfWeek,
            _ => day.Day == rule.First.Day,
        };
        return month && monthDay && weekday && byFirst;
    }

    /// <summary>So many days later the next month begins, if the number counts from the end.</summary>
    private static bool IsNthDay(DateOnly day, int number) =>
        number > 0 ? day.Day == number : day.AddDays(-number).Day == 1 && day.AddDays(-number - 1).Month == day.Month;

    /// <summary>Counts the same weekdays on the way to the edge of the month.</summary>
    private static bool IsNthWeekday(DateOnly day, Weekday named)
    {
        var seen = 0;
        for (var other = day; other.Month == day.Month; other = other.AddDays(named.Ordinal > 0 ? -7 : 7))
            seen++;

        return (int)day.DayOfWeek == named.Day && (named.Ordinal == 0 || seen == Math.Abs(named.Ordinal));
    }

    private static Gen<T[]> Maybe<T>(Gen<T> item) =>
        Gen.OneOf(Gen.Constant(Array.Empty<T>()), from count in Gen.Choose(1, 3) from items in item.ArrayOf(count) select items.Distinct().ToArray());

    private sealed record Weekday(int Day, int Ordinal);

    private sealed record Words(
        string Frequency, DateOnly First, int Interval, int[] Months, int[] MonthDays, Weekday[] Weekdays, int[] AllPositions, int WeekStart)
    {
        /// <summary>Positions need something to choose from.</summary>
        public int[] Positions => Months.Length + MonthDays.Length + Weekdays.Length > 0 ? AllPositions : [];

        public string Text =>
            $"FREQ={Frequency};INTERVAL={Interval};WKST={Names[WeekStart]}"
            + Part("BYMONTH", Months)
            + Part("BYMONTHDAY", MonthDays)
            + Part("BYDAY", Weekdays.Select(weekday => $"{(weekday.Ordinal == 0 ? "" : weekday.Ordinal)}{Names[weekday.Day]}"))
            + Part("BYSETPOS", Positions);

        private static string Part<T>(string name, IEnumerable<T> values) => values.Any() ? $";{name}={string.Join(',', values)}" : "";
    }
}
