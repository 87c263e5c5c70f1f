using SohoSolo.Core.Reporting.Suppression;
using Xunit;

namespace SohoSolo.Core.Tests.Reporting;

public class UsageHoursTests
{
    private static readonly WeekHour Nine = new(DayOfWeek.Monday, 9);
    private static readonly WeekHour Evening = new(DayOfWeek.Saturday, 19);

    [Fact]
    public void Hours_are_rounded_to_five()
    {
        var hours = UsageHours.Of([.. Enumerable.Range(0, 12).Select(person => new HourUse($"p{person}", Nine, 240))], SmallCellRule.Internal);

        Assert.Equal(50, hours[Nine]);
    }

    [Fact]
    public void An_hour_of_few_is_hidden_and_cannot_be_calculated_from_the_others()
    {
        var hours = UsageHours.Of([.. Enumerable.Range(0, 12).Select(person => new HourUse($"p{person}", Nine, 240)), new HourUse("late", Evening, 600)], SmallCellRule.Internal);

        Assert.Null(hours[Evening]);
        Assert.Null(hours[Nine]);
    }

    [Fact]
    public void With_enough_persons_in_hidden_hours_the_others_are_shown()
    {
        var hours = UsageHours.Of(
            [.. Enumerable.Range(0, 12).Select(person => new HourUse($"p{person}", Nine, 240)), .. Enumerable.Range(0, 6).Select(person => new HourUse($"late{person}", Evening with { Hour = 18 + (person % 2) }, 60))],
            SmallCellRule.Internal);

        Assert.Equal(50, hours[Nine]);
        Assert.Null(hours[Evening]);
    }
}
