using System.Globalization;
using SohoSolo.Core.Calendars;
using Xunit;

namespace SohoSolo.Core.Tests.Calendars;

/// <summary>Rules and dates as tests like to write them.</summary>
internal static class Rules
{
    public static readonly IReadOnlySet<DateOnly> NoExceptions = new HashSet<DateOnly>();

    public static RecurrenceRule Read(string text) => Assert.IsType<RecurrenceParse.Parsed>(RecurrenceRule.Parse(text)).Rule;

    public static DateTime Clock(string local) => DateTime.ParseExact(local, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Dates as the RFC prints its examples, a year and then its days: <c>1997 9/2 9/4 1998 1/1</c>; <c>9/2-5</c> is four days.</summary>
    public static IReadOnlyList<DateOnly> Days(string text)
    {
        var days = new List<DateOnly>();
        var year = 0;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var numbers = word.Split('/', '-').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray();
            if (numbers.Length == 1)
                year = numbers[0];
            else
                days.AddRange(Enumerable.Range(numbers[1], numbers[^1] - numbers[1] + 1).Select(day => new DateOnly(year, numbers[0], day)));
        }

        return days;
    }
}
