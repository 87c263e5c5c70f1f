using System.Text.Json.Serialization;
using SohoSolo.Core.Devices;
using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Alarms;

/// <summary>POST /alarms/{id}/acknowledge: <c>"over": true</c> besides ends an alarm that nobody else will end, such as a fault that was mended.</summary>
internal sealed record AcknowledgePost(bool Over = false);

/// <summary>Something a keeper should look at; it stands until <c>clearedAt</c>.</summary>
internal sealed record AlarmView(
    string Id,
    string Site,
    string Kind,
    string About,
    string RaisedAt,
    string? ClearedAt,
    string? AcknowledgedAt,
    string? AcknowledgedBy,
    string? Note,
    string? RaisedBy)
{
    public static AlarmView Of(Alarm alarm) => new(
        alarm.Id,
        alarm.Site.Value,
        alarm.Kind,
        alarm.About,
        Times.Utc(alarm.RaisedAt),
        alarm.ClearedAt is { } cleared ? Times.Utc(cleared) : null,
        alarm.AcknowledgedAt is { } seen ? Times.Utc(seen) : null,
        alarm.AcknowledgedBy?.Value,
        alarm.Note,
        alarm.RaisedBy?.Value);
}

[JsonSerializable(typeof(AcknowledgePost))]
[JsonSerializable(typeof(AlarmView))]
[JsonSerializable(typeof(IReadOnlyList<AlarmView>))]
internal sealed partial class AlarmJson : JsonSerializerContext
{
    public static readonly AlarmJson Shared = new(JsonRules.Options());
}
