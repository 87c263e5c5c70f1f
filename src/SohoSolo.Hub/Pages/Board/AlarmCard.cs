using SohoSolo.Core.Devices;
using SohoSolo.Hub.Alarms;
using SohoSolo.Hub.Board;
using SohoSolo.Hub.Faults;
using SohoSolo.Hub.Mail;

namespace SohoSolo.Hub.Pages.Board;

/// <summary>Something to look at, and what one press does about it.</summary>
public sealed record AlarmCard(Alarm Alarm, string About)
{
    /// <summary>The kinds that there are words for.</summary>
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "forced", "opened-unattributed", "held-open-warning", "held-open", "tamper", "device-offline", "battery-low", "clock-unset", "clock-skew", "pin-locked", "snapshot-expired",
        "refused-publish", "device-gap", "outbox-filling", "ingest-gap", "gateway-offline", "mail-failing", "mail-unreachable", "webhook-failing", "calendar-failing", "job-late", "fault",
    };

    /// <summary>A word of <see cref="BoardText"/>.</summary>
    public string Word => Alarm.Kind == MailWatch.Alarm && Alarm.About != MailWatch.Everybody ? "mail-unreachable" : Known.Contains(Alarm.Kind) ? Alarm.Kind : "other";

    public bool IsFault => Alarm.Kind == FaultKeeping.Kind;

    public bool IsSeen => Alarm.AcknowledgedAt is not null;

    /// <summary>The reader whose lock can be taken away.</summary>
    public string? LockedReader => Alarm.Kind == "pin-locked" ? Alarm.About : null;

    /// <summary>Somebody may stand at the door, or have come through it.</summary>
    public bool IsGrave => Alarm.Kind is "forced" or "tamper" or "held-open" or "gateway-offline";

    /// <summary>What nobody has seen first, the grave before the others.</summary>
    internal static IReadOnlyList<AlarmCard> Of(SiteNow seen) =>
    [
        .. seen.Alarms.Select(alarm => new AlarmCard(alarm, AboutOf(alarm, seen)))
            .OrderBy(card => card.IsSeen).ThenByDescending(card => card.IsGrave).ThenByDescending(card => card.Alarm.RaisedAt),
    ];

    private static string AboutOf(Alarm alarm, SiteNow seen)
    {
        if (alarm.Kind == MailWatch.Alarm) return alarm.About == MailWatch.Everybody ? "" : seen.NameOf(new Core.MemberId(alarm.About));
        if (alarm.About == Ingest.AlarmStep.ByGateway) return "";

        var door = seen.Doors.FirstOrDefault(known => known.Id == alarm.About);
        var space = seen.Site.Spaces.FirstOrDefault(known => known.Id.Value == alarm.About);
        return door?.Name ?? space?.Name ?? alarm.About;
    }
}
