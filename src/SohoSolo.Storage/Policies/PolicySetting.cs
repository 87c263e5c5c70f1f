using SohoSolo.Core.Access;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Members;
using SohoSolo.Core.Presence;

namespace SohoSolo.Storage;

/// <summary>Everything that a site's settings decide: bookings, doors, and how long sensors are believed.</summary>
internal sealed record SiteRules(BookingRules Bookings, AccessRules Access, PresenceRules Presence)
{
    /// <summary>What members on site are told of the wireless network.</summary>
    public string? WifiName { get; init; }

    public string? WifiCode { get; init; }

    public HouseRules House { get; init; } = new();

    public static readonly SiteRules Unwritten = new(new BookingRules(), new AccessRules(), new PresenceRules());

    public IEnumerable<string> Problems() =>
        [.. Bookings.Problems(), .. Access.Problems(), .. House.Edition < HouseRules.First ? (string[])[$"The first edition of the rules of the house is {HouseRules.First}."] : []];
}

/// <summary>One setting as the policy document names it: a whole number with its unit in the name; where "no limit" makes sense it may be null.</summary>
internal sealed record PolicySetting(string Name, Func<SiteRules, int?, SiteRules> Write, bool MayBeNull = false)
{
    // A number that long is a slip of the hand, and must not overflow when it is multiplied by its unit.
    public const int Largest = 1_000_000;

    /// <summary>Who holds a space longer than a day after the last movement would rather have no sensor.</summary>
    private const int LongestHoldMinutes = 24 * 60;

    public static readonly IReadOnlyList<PolicySetting> All =
    [
        Of("longestHours", (rules, hours) => rules with { Longest = TimeSpan.FromHours(hours) }),
        OrNone("furthestDaysAhead", (rules, days) => rules with { FurthestDaysAhead = days }),
        OrNone("mostUpcoming", (rules, most) => rules with { MostUpcoming = most }),
        Of("deskPerHalfDay", (rules, units) => rules with { DeskPerHalfDay = units }),
        Of("officePerHalfDay", (rules, units) => rules with { OfficePerHalfDay = units }),
        Of("roomPerHour", (rules, units) => rules with { RoomPerHour = units }),
        Of("cancellationNoticeMinutes", (rules, minutes) => rules with { CancellationNotice = TimeSpan.FromMinutes(minutes) }),
        Of("checkInOpensMinutes", (rules, minutes) => rules with { CheckInOpens = TimeSpan.FromMinutes(minutes) }),
        Of("startToleranceMinutes", (rules, minutes) => rules with { StartTolerance = TimeSpan.FromMinutes(minutes) }),
        Of("offerLastsMinutes", (rules, minutes) => rules with { OfferLasts = TimeSpan.FromMinutes(minutes) }),
        Of("requestLastsHours", (rules, hours) => rules with { RequestLasts = TimeSpan.FromHours(hours) }),
        OrOff("noShowDeskMinutes", (rules, grace) => rules with { NoShowDesk = grace }),
        OrOff("noShowShortDeskMinutes", (rules, grace) => rules with { NoShowShortDesk = grace }),
        OrOff("noShowRoomMinutes", (rules, grace) => rules with { NoShowRoom = grace }),
        Of("shortNoticeExemptMinutes", (rules, minutes) => rules with { ShortNotice = TimeSpan.FromMinutes(minutes) }),
        OrOff("earlyLeaveMinutes", (rules, empty) => rules with { EarlyLeave = empty }),
        Of("earlyLeaveMiddayMinutes", (rules, minutes) => rules with { EarlyLeaveAtMidday = TimeSpan.FromMinutes(minutes) }),
        Of("earlyLeaveLeastMinutes", (rules, minutes) => rules with { EarlyLeaveLeast = TimeSpan.FromMinutes(minutes) }),
        AtDoors("doorOpensBeforeMinutes", (rules, minutes) => rules with { OpensBefore = TimeSpan.FromMinutes(minutes) }),
        AtDoors("doorClosesAfterMinutes", (rules, minutes) => rules with { ClosesAfter = TimeSpan.FromMinutes(minutes) }),
        AtDoors("unlockSeconds", (rules, seconds) => rules with { Unlock = TimeSpan.FromSeconds(seconds) }),
        AtDoors("heldOpenWarningSeconds", (rules, seconds) => rules with { HeldOpenWarning = TimeSpan.FromSeconds(seconds) }),
        AtDoors("heldOpenAlarmSeconds", (rules, seconds) => rules with { HeldOpenAlarm = TimeSpan.FromSeconds(seconds) }),
        AtDoors("walkIns", (rules, yes) => rules with { WalkIns = yes == 1 }) with { Most = 1 },
        Hold("pirHoldMinutes", (rules, hold) => rules with { PirHold = hold }),
        Hold("mmwaveHoldMinutes", (rules, hold) => rules with { MmwaveHold = hold }),
        Hold("seatHoldMinutes", (rules, hold) => rules with { SeatHold = hold }),
        Hold("counterHoldMinutes", (rules, hold) => rules with { CounterHold = hold }),
        new("houseRulesEdition", (rules, edition) => rules with { House = rules.House with { Edition = edition!.Value } }) { IsOfNetwork = true },
    ];

    /// <summary>The largest number that may be written.</summary>
    public int Most { get; init; } = Largest;

    /// <summary>Whether it is one for the whole network, and no site's own.</summary>
    public bool IsOfNetwork { get; init; }

    public static PolicySetting? Named(string name) => All.FirstOrDefault(setting => setting.Name == name);

    private static PolicySetting Of(string name, Func<BookingRules, int, BookingRules> write) =>
        new(name, (rules, number) => rules with { Bookings = write(rules.Bookings, number!.Value) });

    private static PolicySetting OrNone(string name, Func<BookingRules, int?, BookingRules> write) =>
        new(name, (rules, number) => rules with { Bookings = write(rules.Bookings, number) }, MayBeNull: true);

    /// <summary>Minutes; null or 0 switches it off.</summary>
    private static PolicySetting OrOff(string name, Func<BookingRules, TimeSpan?, BookingRules> write) =>
        new(name, (rules, minutes) => rules with { Bookings = write(rules.Bookings, minutes is > 0 ? TimeSpan.FromMinutes(minutes.Value) : null) }, MayBeNull: true);

    private static PolicySetting AtDoors(string name, Func<AccessRules, int, AccessRules> write) =>
        new(name, (rules, number) => rules with { Access = write(rules.Access, number!.Value) });

    private static PolicySetting Hold(string name, Func<PresenceRules, TimeSpan, PresenceRules> write) =>
        new(name, (rules, minutes) => rules with { Presence = write(rules.Presence, TimeSpan.FromMinutes(minutes!.Value)) }) { Most = LongestHoldMinutes };
}
