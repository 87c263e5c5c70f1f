using SohoSolo.Core.Bookings;

namespace SohoSolo.Storage;

/// <summary>One setting as the policy document names it: a whole number with its unit in the name; where "no limit" makes sense it may be null.</summary>
internal sealed record PolicySetting(string Name, Func<BookingRules, int?> Read, Func<BookingRules, int?, BookingRules> Write, bool MayBeNull = false)
{
    public static readonly IReadOnlyList<PolicySetting> All =
    [
        Hours("longestHours", rules => rules.Longest, (rules, span) => rules with { Longest = span }),
        new("furthestDaysAhead", rules => rules.FurthestDaysAhead, (rules, days) => rules with { FurthestDaysAhead = days }, MayBeNull: true),
        new("mostUpcoming", rules => rules.MostUpcoming, (rules, most) => rules with { MostUpcoming = most }, MayBeNull: true),
        new("deskPerHalfDay", rules => rules.DeskPerHalfDay, (rules, units) => rules with { DeskPerHalfDay = units!.Value }),
        new("officePerHalfDay", rules => rules.OfficePerHalfDay, (rules, units) => rules with { OfficePerHalfDay = units!.Value }),
        new("roomPerHour", rules => rules.RoomPerHour, (rules, units) => rules with { RoomPerHour = units!.Value }),
        Minutes("cancellationNoticeMinutes", rules => rules.CancellationNotice, (rules, span) => rules with { CancellationNotice = span }),
        Minutes("checkInOpensMinutes", rules => rules.CheckInOpens, (rules, span) => rules with { CheckInOpens = span }),
        Minutes("startToleranceMinutes", rules => rules.StartTolerance, (rules, span) => rules with { StartTolerance = span }),
        Minutes("offerLastsMinutes", rules => rules.OfferLasts, (rules, span) => rules with { OfferLasts = span }),
        Hours("requestLastsHours", rules => rules.RequestLasts, (rules, span) => rules with { RequestLasts = span }),
    ];

    public static PolicySetting? Named(string name) => All.FirstOrDefault(setting => setting.Name == name);

    private static PolicySetting Hours(string name, Func<BookingRules, TimeSpan> read, Func<BookingRules, TimeSpan, BookingRules> write) =>
        Span(name, TimeSpan.FromHours(1), read, write);

    private static PolicySetting Minutes(string name, Func<BookingRules, TimeSpan> read, Func<BookingRules, TimeSpan, BookingRules> write) =>
        Span(name, TimeSpan.FromMinutes(1), read, write);

    private static PolicySetting Span(string name, TimeSpan unit, Func<BookingRules, TimeSpan> read, Func<BookingRules, TimeSpan, BookingRules> write) =>
        new(name, rules => (int)(read(rules) / unit), (rules, many) => write(rules, unit * many!.Value));
}
