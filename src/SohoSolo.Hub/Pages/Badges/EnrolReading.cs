using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Credentials;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Badges;

/// <summary>A reader where a badge may be presented to be taken; <paramref name="Name"/> is its door's, with its own id where a door has two.</summary>
public sealed record ReaderChoice(string Id, SiteId Site, string SiteName, string Name);

/// <summary>The readers to choose from, and the one that waits, or waited, for a badge.</summary>
public sealed record EnrolModel
{
    /// <summary>Where the form goes.</summary>
    public required string Action { get; init; }

    public required IReadOnlyList<ReaderChoice> Readers { get; init; }

    /// <summary>The site whose readers come first.</summary>
    public SiteId? Likeliest { get; init; }

    public ReaderChoice? Waits { get; init; }

    /// <summary>A word of the text: <c>pending</c>, <c>done</c>, <c>in-use</c>, <c>expired</c>.</summary>
    public string? Status { get; init; }
}

/// <summary>What a page needs to take a badge at a reader, for a member herself (at any site) as for a keeper (at one).</summary>
internal sealed class EnrolReading(CredentialKeeping keeping, StoreQueries queries, NetworkCache network)
{
    /// <summary>The reader waits; the id of the waiting is in the answer.</summary>
    public async Task<(Outcome Outcome, string? Waits)> Enrol(Visit visit, MemberId member, SiteId? site)
    {
        if ((await Devices(site, visit.Stop)).FirstOrDefault(known => known.Id == visit.Field("reader")) is not { } reader)
            return (Outcome.Of(Problems.InvalidValue("reader", "is a reader that takes badges")), null);

        var outcome = Outcome.Of(await keeping.Enrol(member, reader, visit.Command(), visit.Stop), "enrol");
        return (outcome, outcome.IsDone ? outcome.Read(CredentialJson.Shared.CredentialView)?.Id : null);
    }

    public async Task<EnrolModel> Read(Visit visit, MemberId member, SiteId? site, string action)
    {
        var (devices, known) = (await Devices(site, visit.Stop), await network.Get(visit.Stop));
        var doors = (await queries.Doors(site, visit.Stop)).ToDictionary(door => (door.Site, door.Id), door => door.Name);
        var named = devices.Select(device => (Device: device, Door: device.Door is { } door ? doors.GetValueOrDefault((device.Site, door)) : null)).ToList();
        IReadOnlyList<ReaderChoice> readers =
        [
            .. named.Select(reader => new ReaderChoice(
                reader.Device.Id,
                reader.Device.Site,
                known.Sites.GetValueOrDefault(reader.Device.Site)?.Name ?? reader.Device.Site.Value,
                reader.Door is null ? reader.Device.Id : named.Count(other => other.Device.Site == reader.Device.Site && other.Door == reader.Door) > 1 ? $"{reader.Door}, {reader.Device.Id}" : reader.Door)),
        ];
        var waits = visit.Asked("wait") is { } id && await queries.Enrolment(id, visit.Stop) is { } enrolment && enrolment.Member == member && (site is null || enrolment.Site == site) ? enrolment : null;
        return new EnrolModel
        {
            Action = action,
            Readers = readers,
            Likeliest = waits?.Site,
            Waits = waits is null ? null : readers.FirstOrDefault(reader => reader.Id == waits.Reader) ?? new ReaderChoice(waits.Reader, waits.Site, known.Sites.GetValueOrDefault(waits.Site)?.Name ?? waits.Site.Value, waits.Reader),
            Status = waits is null ? null : CredentialView.Of(waits, visit.Now).Status,
        };
    }

    private async Task<IReadOnlyList<Device>> Devices(SiteId? site, CancellationToken stop) =>
        [.. (await queries.Devices(site, stop)).Where(device => device.Role is "reader" or "door-controller")];
}
