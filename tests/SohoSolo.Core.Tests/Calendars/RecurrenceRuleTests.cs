using FsCheck;
using FsCheck.Fluent;
using SohoSolo.Core.Calendars;
using Xunit;

namespace SohoSolo.Core.Tests.Calendars;

public sealed class RecurrenceRuleTests
{
    [Theory]
    [InlineData(null, "empty")]
    [InlineData("", "empty")]
    [InlineData("  ", "empty")]
    [InlineData("every Monday", "'EVERY MONDAY' is not of the form NAME=value")]
    [InlineData("COUNT=2", "FREQ is missing")]
    [InlineData("FREQ=;COUNT=2", "'FREQ=' is not of the form")]
    [InlineData("FREQ=DAILY;COUNT=2;", "'' is not of the form")]
    [InlineData("FREQ=HOURLY;COUNT=2", "FREQ=HOURLY is not supported")]
    [InlineData("FREQ=DAILY;COUNT=2;COUNT=2", "COUNT is given twice")]
    [InlineData("FREQ=DAILY;freq=weekly;COUNT=2", "FREQ is given twice")]
    [InlineData("FREQ=DAILY;COUNT=2;BYHOUR=9", "BYHOUR is not supported")]
    [InlineData("FREQ=YEARLY;COUNT=2;BYYEARDAY=1", "BYYEARDAY is not supported")]
    [InlineData("FREQ=YEARLY;COUNT=2;BYWEEKNO=20", "BYWEEKNO is not supported")]
    [InlineData("FREQ=DAILY;COUNT=2;X-EVERY=1", "X-EVERY is not supported")]
    [InlineData("FREQ=DAILY;COUNT=2;INTERVAL=0", "INTERVAL=0 is not")]
    [InlineData("FREQ=DAILY;COUNT=2;INTERVAL=-1", "INTERVAL=-1 is not")]
    [InlineData("FREQ=DAILY;COUNT=2;INTERVAL=99999999999999999999", "INTERVAL=99999999999999999999 is not")]
    [InlineData("FREQ=DAILY;COUNT=0", "COUNT=0 is not")]
    [InlineData("FREQ=DAILY;COUNT=1.5", "COUNT=1.5 is not")]
    [InlineData("FREQ=DAILY;COUNT=2;UNTIL=20261231", "COUNT and UNTIL do not go together")]
    [InlineData("FREQ=DAILY", "without-end")]
    [InlineData("FREQ=DAILY;UNTIL=20260230", "UNTIL=20260230 is neither")]
    [InlineData("FREQ=DAILY;UNTIL=2026-12-31", "UNTIL=2026-12-31 is neither")]
    [InlineData("FREQ=DAILY;UNTIL=20261231T250000Z", "UNTIL=20261231T250000Z is neither")]
    [InlineData("FREQ=DAILY;UNTIL=20261231Z", "UNTIL=20261231Z is neither")]
    [InlineData("FREQ=WEEKLY;COUNT=2;BYDAY=LU", "BYDAY cannot be 'LU'")]
    [InlineData("FREQ=WEEKLY;COUNT=2;BYDAY=MO,,TU", "BYDAY cannot be ''")]
    [InlineData("FREQ=WEEKLY;COUNT=2;BYDAY=1MO", "only with FREQ=MONTHLY")]
    [InlineData("FREQ=DAILY;COUNT=2;BYDAY=-1FR", "only with FREQ=MONTHLY")]
    [InlineData("FREQ=MONTHLY;COUNT=2;BYDAY=0MO", "BYDAY cannot be '0'")]
    [InlineData("FREQ=MONTHLY;COUNT=2;BYDAY=-MO", "BYDAY cannot be '-'")]
    [InlineData("FREQ=MONTHLY;COUNT=2;BYDAY=6MO", "BYDAY counts to 5")]
    [InlineData("FREQ=YEARLY;BYMONTH=3;COUNT=2;BYDAY=-6MO", "BYDAY counts to 5")]
    [InlineData("FREQ=YEARLY;COUNT=2;BYDAY=54MO", "BYDAY cannot be '54'")]
    [InlineData("FREQ=MONTHLY;COUNT=2;BYMONTHDAY=32", "BYMONTHDAY cannot be '32'")]
    [InlineData("FREQ=MONTHLY;COUNT=2;BYMONTHDAY=0", "BYMONTHDAY cannot be '0'")]
    [InlineData("FREQ=WEEKLY;COUNT=2;BYMONTHDAY=1", "BYMONTHDAY does not go with FREQ=WEEKLY")]
    [InlineData("FREQ=DAILY;COUNT=2;BYMONTH=13", "BYMONTH cannot be '13'")]
    [InlineData("FREQ=DAILY;COUNT=2;BYMONTH=-1", "BYMONTH cannot be '-1'")]
    [InlineData("FREQ=MONTHLY;COUNT=2;BYSETPOS=1", "BYSETPOS needs another BY part")]
    [InlineData("FREQ=MONTHLY;COUNT=2;BYDAY=MO;BYSETPOS=367", "BYSETPOS cannot be '367'")]
    [InlineData("FREQ=WEEKLY;COUNT=2;WKST=1", "WKST cannot be '1'")]
    public void A_rule_that_cannot_be_kept_is_refused_in_plain_words(string? text, string words)
    {
        var refused = Assert.IsType<RecurrenceParse.Unreadable>(RecurrenceRule.Parse(text));
        Assert.Contains(words, refused.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_without_an_end_has_its_own_word() =>
        Assert.Equal(new RecurrenceParse.Unreadable("without-end"), RecurrenceRule.Parse("FREQ=WEEKLY;BYDAY=MO"));

    [Fact]
    public void A_rule_longer_than_any_calendar_writes_is_not_read() =>
        Assert.Equal(
            new RecurrenceParse.Unreadable("The rule is longer than 500 characters."),
            RecurrenceRule.Parse("FREQ=MONTHLY;COUNT=2;BYMONTHDAY=" + string.Join(',', Enumerable.Repeat(1, 500))));

    [Fact]
    public void All_parts_are_read()
    {
        var rule = Rules.Read(" rrule:freq=monthly;interval=2;bymonth=1,12;bymonthday=-1,+5;byday=MO,+1TU,-5su;bysetpos=1,-366;wkst=su;until=20270101T120000z ");

        Assert.Equal(Frequency.Monthly, rule.Frequency);
        Assert.Equal(2, rule.Interval);
        Assert.Equal([1, 12], rule.ByMonth);
        Assert.Equal([-1, 5], rule.ByMonthDay);
        Assert.Equal([new(DayOfWeek.Monday), new(DayOfWeek.Tuesday, 1), new(DayOfWeek.Sunday, -5)], rule.ByDay);
        Assert.Equal([1, -366], rule.BySetPos);
        Assert.Equal(DayOfWeek.Sunday, rule.WeekStart);
        Assert.Null(rule.Count);
        Assert.Equal(new RuleEnd.AtUtc(new DateTimeOffset(2027, 1, 1, 12, 0, 0, TimeSpan.Zero)), rule.Until);
    }

    [Fact]
    public void What_is_not_written_has_the_value_of_the_RFC()
    {
        var rule = Rules.Read("FREQ=WEEKLY;UNTIL=20270101");

        Assert.Equal((1, DayOfWeek.Monday), (rule.Interval, rule.WeekStart));
        Assert.Equal(new RuleEnd.OnDay(new DateOnly(2027, 1, 1)), rule.Until);
        Assert.Equal(new RuleEnd.AtLocal(new DateTime(2027, 1, 1, 9, 30, 0)), Rules.Read("FREQ=WEEKLY;UNTIL=20270101T093000").Until);
    }

    [Fact]
    public void Anything_at_all_can_be_handed_in()
    {
        var words = Gen.OneOf(
            Gen.Elements("FREQ=", "DAILY", "MONTHLY", "COUNT=", "UNTIL=", "BYDAY=", "INTERVAL=", "=", ";", ";", ";", ","),
            Gen.Elements("-", "+", "1", "0", "99999999999", "MO", "20261231", "T", "Z", "\0", "é", "\ud800"),
            ArbMap.Default.GeneratorFor<string>());
        var texts = words.ListOf().Select(list => string.Concat(list)).ToArbitrary();

        Prop.ForAll(texts, text => RecurrenceRule.Parse(text) is not null).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithQuietOnSuccess(true));
    }
}
