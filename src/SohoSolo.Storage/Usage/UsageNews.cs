using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;

namespace SohoSolo.Storage;

/// <summary>What a change means for the count of bookings that it does not touch: where their member lived, who paid, and where a site's days are divided. The entry says that it is so, not what it was.</summary>
public static class UsageNews
{
    private const string HomeChanged = """{"home":"changed"}""";

    private const string FunderChanged = """{"funder":"changed"}""";

    private const string HalfDaysChanged = """{"halfDays":"changed"}""";

    /// <summary>Whether all bookings at the entry's site are to be counted again.</summary>
    public static bool IsOfWholeSite(JournalEntry entry) => entry is { Entity: "site", Detail: HalfDaysChanged };

    /// <summary>Whether all bookings of the entry's member are to be counted again.</summary>
    public static bool IsOfAllHerBookings(JournalEntry entry) => entry is { Entity: "member", Detail: HomeChanged } or { Entity: "entitlement", Detail: FunderChanged };

    internal static string? Detail(Member? before, Member after) => before is not null && (before.Commune, before.Country) != (after.Commune, after.Country) ? HomeChanged : null;

    internal static string? Detail(Entitlement? before, Entitlement after) => before is not null && (before.Funder, PayerOf(before)) != (after.Funder, PayerOf(after)) ? FunderChanged : null;

    internal static string? Detail(Telecentre? before, Telecentre after) =>
        before is not null && (before.Calendar.Zone, before.Calendar.HalfDayBoundary) != (after.Calendar.Zone, after.Calendar.HalfDayBoundary) ? HalfDaysChanged : null;

    private static string? PayerOf(Entitlement grant) => grant is Entitlement.Funded funded ? funded.Payer : null;
}
