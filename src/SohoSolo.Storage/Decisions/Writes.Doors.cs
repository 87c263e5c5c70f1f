using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Devices;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

/// <summary>Doors, what opens them, and what their gateways report.</summary>
internal sealed partial class Writes
{
    public void Put(Credential? before, Credential after, string what, string? detail)
    {
        MustStep(before?.Version, after.Version);
        rows.Add(before is null ? CredentialTable.Insert(after) : sql.Credentials.Update(before, after));
        Note(Entry("credential", after.Id, after.Version, what) with { MemberId = after.Member.Value, Detail = detail });
    }

    public void Put(Enrolment? before, Enrolment after, string what, string? detail)
    {
        MustStep(before?.Version, after.Version);
        rows.Add(before is null ? CredentialTable.Insert(after) : sql.Credentials.Update(before, after));
        Note(Entry("enrolment", after.Id, after.Version, what) with { MemberId = after.Member.Value, SiteId = after.Site.Value, Detail = detail });
    }

    public void Put(GuestPass pass, string what)
    {
        rows.Add(CredentialTable.Insert(pass));
        Note(Entry("pass", pass.Nonce, 1, what) with { SiteId = pass.Site.Value });
    }

    public void Put(Door? before, Door after, string what, string? detail)
    {
        MustStep(before?.Version, after.Version);
        rows.Add(before is null ? DoorTable.Insert(after) : sql.Doors.Update(before, after));
        Note(Entry("door", DoorTable.JournalId(after), after.Version, what) with { SiteId = after.Site.Value, Detail = detail });
    }

    public void Put(Device? before, Device after, string what, string? detail)
    {
        MustStep(before?.Version, after.Version);
        rows.Add(before is null ? DeviceTable.Insert(after) : sql.Devices.Update(before, after));
        Note(Entry("device", after.Id, after.Version, what) with { SiteId = after.Site.Value, Detail = detail });
    }

    public void PutSeen(string device, DateTimeOffset at) => rows.Add(DeviceTable.Seen(device, at));

    public void Put(Alarm? before, Alarm after, string what, string? detail)
    {
        MustStep(before?.Version, after.Version);
        rows.Add(before is null ? DeviceTable.Insert(after) : sql.Devices.Update(before, after));
        Note(Entry("alarm", after.Id, after.Version, what) with { MemberId = after.RaisedBy?.Value, SiteId = after.Site.Value, Detail = detail });
    }

    /// <summary>The cursor goes first: whoever comes second fails before anything is written twice.</summary>
    public void Put(IReadOnlyList<SiteEvent> events, GatewayCursor? before, GatewayCursor after)
    {
        MustFollow(events, before, after);
        rows.Add(sql.Events.Move(before, after));
        rows.AddRange(sql.Events.Insert(events));
        foreach (var decided in events.Where(IsAccess))
        {
            Note(Entry("access", decided.Id.ToString(), 1, decided.Decision!) with { MemberId = decided.Member?.Value, SiteId = decided.Site.Value, Detail = Where(decided) });
        }

        if (!events.All(IsAccess))
            Note(Entry("site-signals", after.Site.Value, 1, "reported") with { SiteId = after.Site.Value });
    }

    public void PutGap(GatewayCursor? before, GatewayCursor after)
    {
        MustBeOneLife(before, after);
        var first = (before?.Upto ?? 0) + 1;
        if (after.Upto < first)
            throw new ArgumentException($"A gap goes forward; the cursor stands at {first - 1} and would go to {after.Upto}.");

        rows.Add(sql.Events.Move(before, after));
        rows.Add(EventTable.InsertGap(after, first, command.At, command.Actor));
        Note(Entry("gateway", after.Gateway, 1, "gap-accepted") with
        {
            SiteId = after.Site.Value,
            Detail = $$"""{"epoch":{{System.Text.Json.JsonSerializer.Serialize(after.Epoch)}},"from":{{first}},"to":{{after.Upto}}}""",
        });
    }

    public void PutCounter(SiteId site, long counter) => rows.Add(LinkTable.Count(site, counter));

    public void PutPublished(SiteId site, long revision, string content) => rows.Add(LinkTable.Publish(site, revision, content, command.At));

    public void Put(WalkInRow walkIn) => rows.Add(LinkTable.Insert(walkIn));

    /// <summary>What a live page tells at once, without asking for the event.</summary>
    private static string Where(SiteEvent decided) =>
        new System.Text.Json.Nodes.JsonObject { ["door"] = decided.Door, ["reason"] = decided.Reason }.ToJsonString();

    private static bool IsAccess(SiteEvent happened) => happened.Decision is "granted" or "denied";

    private static void MustFollow(IReadOnlyList<SiteEvent> events, GatewayCursor? before, GatewayCursor after)
    {
        MustBeOneLife(before, after);
        var next = (before?.Upto ?? 0) + 1;
        foreach (var happened in events)
        {
            if (happened.Id != new EventId(after.Gateway, after.Epoch, next++) || happened.Site != after.Site)
                throw new ArgumentException($"Events follow the cursor one by one; {happened.Id} does not.");
        }

        if (after.Upto != next - 1)
            throw new ArgumentException($"The cursor stands at the last event; got {after.Upto} after {next - 1}.");
    }

    private static void MustBeOneLife(GatewayCursor? before, GatewayCursor after)
    {
        if (before is not null && (before.Gateway, before.Epoch, before.Site) != (after.Gateway, after.Epoch, after.Site))
            throw new ArgumentException($"A cursor stays with one life of one gateway; {before.Gateway}/{before.Epoch} is not {after.Gateway}/{after.Epoch}.");
    }
}
