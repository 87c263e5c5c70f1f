using System.Globalization;
using SohoSolo.Core.Time;
using Xunit;

namespace SohoSolo.Core.Tests.Time;

public sealed class FrenchHolidaysTests
{
    [Fact]
    public void The_holidays_of_2024_to_2030_are_those_of_the_reference_data()
    {
        var published = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "data", "holidays-fr.csv")).Skip(1)
            .Select(line => line.Split(','))
            .Where(row => row[4] == "national")
            .Select(row => (Date: DateOnly.ParseExact(row[0], "yyyy-MM-dd", CultureInfo.InvariantCulture), Key: row[1]))
            .ToList();

        Assert.Equal(77, published.Count);
        Assert.Equal(published.Order(), Enumerable.Range(2024, 7).SelectMany(FrenchHolidays.In).Order());
    }

    [Fact]
    public void Two_holidays_may_share_a_date()
    {
        var first = new DateOnly(2008, 5, 1);

        Assert.Equal(["labour_day", "ascension"], FrenchHolidays.In(2008).Where(holiday => holiday.Date == first).Select(holiday => holiday.Key));
        Assert.Equal(11, FrenchHolidays.In(2008).Count);
    }

    [Theory]
    [InlineData("1818-03-23")] // the earliest Easter there is: 22 March
    [InlineData("1943-04-26")] // the latest: 25 April
    [InlineData("1954-04-19")] // both corrections of the computus apply in 1954, 1981, 2049 and 2076
    [InlineData("1981-04-20")]
    [InlineData("2000-04-24")]
    [InlineData("2038-04-26")]
    [InlineData("2049-04-19")]
    [InlineData("2076-04-20")]
    public void Easter_Monday_is_known_in_difficult_years(string date)
    {
        var monday = DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture);

        Assert.Contains((monday, "easter_monday"), FrenchHolidays.In(monday.Year));
        Assert.Equal(DayOfWeek.Monday, monday.DayOfWeek);
    }

    [Fact]
    public void Asking_for_one_day_and_listing_a_year_agree_for_four_centuries()
    {
        for (var year = 1800; year <= 2199; year++)
        {
            var asked = Enumerable.Range(new DateOnly(year, 1, 1).DayNumber, DateTime.IsLeapYear(year) ? 366 : 365)
                .Select(DateOnly.FromDayNumber)
                .Where(FrenchHolidays.IsHoliday);
            Assert.Equal(FrenchHolidays.In(year).Select(holiday => holiday.Date).Distinct(), asked);
        }
    }

    [Fact]
    public void The_two_of_Alsace_Moselle_are_working_days_in_the_Gers()
    {
        Assert.False(FrenchHolidays.IsHoliday(new DateOnly(2026, 4, 3)));
        Assert.False(FrenchHolidays.IsHoliday(new DateOnly(2026, 12, 26)));
    }

    [Fact]
    public void The_first_and_the_last_year_that_a_date_can_tell_have_holidays()
    {
        Assert.Equal(11, FrenchHolidays.In(1).Count);
        Assert.Equal(11, FrenchHolidays.In(9999).Count);
    }
}
