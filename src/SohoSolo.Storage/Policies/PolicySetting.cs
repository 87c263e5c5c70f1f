using SohoSolo.Core.Access;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Members;
using SohoSolo.Core.Presence;
using SohoSolo.Core.Privacy;

namespace SohoSolo.Storage;

/// <summary>Everything that a site's settings decide: bookings, doors, and how long sensors are believed.</summary>
internal sealed record SiteRules(BookingRules Bookings, AccessRules Access, PresenceRules Presence)
{
    /// <summary>What members on site are told of the wireless network.</summary>
    public string? WifiName { get; init; }

    public string? WifiCode { get; init; }

    public HouseRules House { get; init; } = new();

    /// <summary>How long what is known of people is kept: the network's, and no site's own.</summary>
    public RetentionRules Retention { get; init; } = new();

    /// <summary>On which day of the next month a month's figures are frozen: the network's, and no site's own.</summary>
    public int ReportFreezeDay { get; init; } = 8;

    public static readonly SiteRules Unwritten = new(new BookingRules(), new AccessRules(), new PresenceRules());

    public IEnumerable<string> Problems() =>
    [
        .. Bookings.Problems(), .. Access.Problems(), .. Retention.Problems(),
        .. House.Edition < HouseRules.First ? (string[])[$"The first edition of the rules of the house is {HouseRules.First}."] : [],
        .. ReportFreezeDay is < 2 or > 28 ? (string[])[$"A month is frozen on a day from the 2nd to the 28th of the next one, not on the {ReportFreezeDay}th."] : [],
    ];
}

/// <summary>One setting as the policy document names it: a whole number with its unit in the name; where "no limit" makes sense it may be null.</summary>
internal sealed record PolicySetting(string Name, PolicyUnit Unit, Func<SiteRules, int?> Read, Func<SiteRules, int?, SiteRules> Write, bool MayBeNull = false)
{
    // A number that long is a slip of the hand, and must not overflow when it is multiplied by its unit.
    public const int Largest = 1_000_000;

    /// <summary>Who holds a space longer than a day after the last movement would rather have no sensor.</summary>
    private const int LongestHoldMinutes = 24 * 60;

    public static readonly IReadOnlyList<PolicySetting> All =
    [
        Hours("longestHours", rules => rules.Longest, (rules, span) => rules with { Longest = span }),
        OrNone("furthestDaysAhead", PolicyUnit.Days, rules => rules.FurthestDaysAhead, (rules, days) => rules with { FurthestDaysAhead = days }),
        OrNone("mostUpcoming", PolicyUnit.Bookings, rules => rules.MostUpcoming, (rules, most) => rules with { MostUpcoming = most }),
        Units("deskPerHalfDay", rules => rules.DeskPerHalfDay, (rules, units) => rules with { DeskPerHalfDay = units }),
        Units("officePerHalfDay", rules => rules.OfficePerHalfDay, (rules, units) => rules with { OfficePerHalfDay = units }),
        Units("roomPerHour", rules => rules.RoomPerHour, (rules, units) => rules with { RoomPerHour = units }),
        Minutes("cancellationNoticeMinutes", rules => rules.CancellationNotice, (rules, span) => rules with { CancellationNotice = span }),
        Minutes("checkInOpensMinutes", rules => rules.CheckInOpens, (rules, span) => rules with { CheckInOpens = span }),
        Minutes("startToleranceMinutes", rules => rules.StartTolerance, (rules, span) => rules with { StartTolerance = span }),
        Minutes("offerLastsMinutes", rules => rules.OfferLasts, (rules, span) => rules with { OfferLasts = span }),
        Hours("requestLastsHours", rules => rules.RequestLasts, (rules, span) => rules with { RequestLasts = span }),
        OrOff("noShowDeskMinutes", rules => rules.NoShowDesk, (rules, grace) => rules with { NoShowDesk = grace }),
        OrOff("noShowShortDeskMinutes", rules => rules.NoShowShortDesk, (rules, grace) => rules with { NoShowShortDesk = grace }),
        OrOff("noShowRoomMinutes", rules => rules.NoShowRoom, (rules, grace) => rules with { NoShowRoom = grace }),
        Minutes("shortNoticeExemptMinutes", rules => rules.ShortNotice, (rules, span) => rules with { ShortNotice = span }),
        OrOff("earlyLeaveMinutes", rules => rules.EarlyLeave, (rules, empty) => rules with { EarlyLeave = empty }),
        Minutes("earlyLeaveMiddayMinutes", rules => rules.EarlyLeaveAtMidday, (rules, span) => rules with { EarlyLeaveAtMidday = span }),
        Minutes("earlyLeaveLeastMinutes", rules => rules.EarlyLeaveLeast, (rules, span) => rules with { EarlyLeaveLeast = span }),
        AtDoors("doorOpensBeforeMinutes", PolicyUnit.Minutes, rules => rules.OpensBefore, (rules, span) => rules with { OpensBefore = span }),
        AtDoors("doorClosesAfterMinutes", PolicyUnit.Minutes, rules => rules.ClosesAfter, (rules, span) => rules with { ClosesAfter = span }),
        AtDoors("unlockSeconds", PolicyUnit.Seconds, rules => rules.Unlock, (rules, span) => rules with { Unlock = span }),
        AtDoors("heldOpenWarningSeconds", PolicyUnit.Seconds, rules => rules.HeldOpenWarning, (rules, span) => rules with { HeldOpenWarning = span }),
        AtDoors("heldOpenAlarmSeconds", PolicyUnit.Seconds, rules => rules.HeldOpenAlarm, (rules, span) => rules with { HeldOpenAlarm = span }),
        new("walkIns", PolicyUnit.YesNo, rules => rules.Access.WalkIns ? 1 : 0, (rules, yes) => rules with { Access = rules.Access with { WalkIns = yes == 1 } }) { Most = 1 },
        Hold("pirHoldMinutes", rules => rules.PirHold, (rules, hold) => rules with { PirHold = hold }),
        Hold("mmwaveHoldMinutes", rules => rules.MmwaveHold, (rules, hold) => rules with { MmwaveHold = hold }),
        Hold("seatHoldMinutes", rules => rules.SeatHold, (rules, hold) => rules with { SeatHold = hold }),
        Hold("counterHoldMinutes", rules => rules.CounterHold, (rules, hold) => rules with { CounterHold = hold }),
        new("houseRulesEdition", PolicyUnit.Edition, rules => rules.House.Edition, (rules, edition) => rules with { House = rules.House with { Edition = edition!.Value } }) { IsOfNetwork = true },
        new("reportFreezeDay", PolicyUnit.Edition, rules => rules.ReportFreezeDay, (rules, day) => rules with { ReportFreezeDay = day!.Value }) { IsOfNetwork = true },
        Keeps("doorEventDays", PolicyUnit.Days, rules => rules.DoorEventDays, (rules, days) => rules with { DoorEventDays = days }),
        Keeps("visitorDays", PolicyUnit.Days, rules => rules.VisitorDays, (rules, days) => rules with { VisitorDays = days }),
        Keeps("sensorDays", PolicyUnit.Days, rules => rules.SensorDays, (rules, days) => rules with { SensorDays = days }),
        Keeps("passHours", PolicyUnit.Hours, rules => rules.PassHours, (rules, hours) => rules with { PassHours = hours }),
        Keeps("unknownBadgeDays", PolicyUnit.Days, rules => rules.UnknownBadgeDays, (rules, days) => rules with { UnknownBadgeDays = days }),
        Keeps("bookingMonths", PolicyUnit.Months, rules => rules.BookingMonths, (rules, months) => rules with { BookingMonths = months }),
        Keeps("leftMemberMonths", PolicyUnit.Months, rules => rules.LeftMemberMonths, (rules, months) => rules with { LeftMemberMonths = months }),
        Keeps("mailDays", PolicyUnit.Days, rules => rules.MailDays, (rules, days) => rules with { MailDays = days }),
        Keeps("sessionDays", PolicyUnit.Days, rules => rules.SessionDays, (rules, days) => rules with { SessionDays = days }),
        Keeps("auditMonths", PolicyUnit.Months, rules => rules.AuditMonths, (rules, months) => rules with { AuditMonths = months }),
        Keeps("consultationMonths", PolicyUnit.Months, rules => rules.ConsultationMonths, (rules, months) => rules with { ConsultationMonths = months }),
    ];

    /// <summary>The largest number that may be written.</summary>
    public int Most { get; init; } = Largest;

    /// <summary>Whether it is one for the whole network, and no site's own.</summary>
    public bool IsOfNetwork { get; init; }

    public static PolicySetting? Named(string name) => All.FirstOrDefault(setting => setting.Name == name);

    private static PolicySetting Hours(string name, Func<BookingRules, TimeSpan> read, Func<BookingRules, TimeSpan, BookingRules> write) => Span(name, PolicyUnit.Hours, read, write);

    private static PolicySetting Minutes(string name, Func<BookingRules, TimeSpan> read, Func<BookingRules, TimeSpan, BookingRules> write) => Span(name, PolicyUnit.Minutes, read, write);

    private static PolicySetting Span(string name, PolicyUnit unit, Func<BookingRules, TimeSpan> read, Func<BookingRules, TimeSpan, BookingRules> write) =>
        new(name, unit, rules => In(unit, read(rules.Bookings)), (rules, number) => rules with { Bookings = write(rules.Bookings, number!.Value * One(unit)) });

    private static PolicySetting Units(string name, Func<BookingRules, int> read, Func<BookingRules, int, BookingRules> write) =>
        new(name, PolicyUnit.Units, rules => read(rules.Bookings), (rules, number) => rules with { Bookings = write(rules.Bookings, number!.Value) });

    private static PolicySetting OrNone(string name, PolicyUnit unit, Func<BookingRules, int?> read, Func<BookingRules, int?, BookingRules> write) =>
        new(name, unit, rules => read(rules.Bookings), (rules, number) => rules with { Bookings = write(rules.Bookings, number) }, MayBeNull: true);

    /// <summary>Minutes; null or 0 switches it off.</summary>
    private static PolicySetting OrOff(string name, Func<BookingRules, TimeSpan?> read, Func<BookingRules, TimeSpan?, BookingRules> write) =>
        new(name, PolicyUnit.Minutes, rules => read(rules.Bookings) is { } span ? In(PolicyUnit.Minutes, span) : null, (rules, minutes) => rules with { Bookings = write(rules.Bookings, minutes is > 0 ? TimeSpan.FromMinutes(minutes.Value) : null) }, MayBeNull: true);

    private static PolicySetting AtDoors(string name, PolicyUnit unit, Func<AccessRules, TimeSpan> read, Func<AccessRules, TimeSpan, AccessRules> write) =>
        new(name, unit, rules => In(unit, read(rules.Access)), (rules, number) => rules with { Access = write(rules.Access, number!.Value * One(unit)) });

    private static PolicySetting Hold(string name, Func<PresenceRules, TimeSpan> read, Func<PresenceRules, TimeSpan, PresenceRules> write) =>
        new(name, PolicyUnit.Minutes, rules => In(PolicyUnit.Minutes, read(rules.Presence)), (rules, minutes) => rules with { Presence = write(rules.Presence, TimeSpan.FromMinutes(minutes!.Value)) }) { Most = LongestHoldMinutes };

    private static PolicySetting Keeps(string name, PolicyUnit unit, Func<RetentionRules, int> read, Func<RetentionRules, int, RetentionRules> write) =>
        new(name, unit, rules => read(rules.Retention), (rules, number) => rules with { Retention = write(rules.Retention, number!.Value) }) { IsOfNetwork = true };

    private static int In(PolicyUnit unit, TimeSpan span) => (int)(span / One(unit));

    private static TimeSpan One(PolicyUnit unit) => unit switch
    {
        PolicyUnit.Hours => TimeSpan.FromHours(1),
        PolicyUnit.Minutes => TimeSpan.FromMinutes(1),
        PolicyUnit.Seconds => TimeSpan.FromSeconds(1),
        _ => throw new System.Diagnostics.UnreachableException($"{unit}"),
    };
}
