using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Members;
using SohoSolo.Core.Time;
using SohoSolo.Storage.Engines;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

/// <summary>Turns a scope into locks and reads, leaves out what the scope does not ask for, and gathers the rows into facts.</summary>
internal sealed class FactReader(Scope scope, DateTimeOffset at)
{
    // Longer than any refund looks back: a grant that ended before is in no decision.
    private const int DaysAGrantStaysInSight = 100;

    private readonly string[] members = [.. scope.Members.Select(id => id.Value)];
    private readonly string[] spaces = [.. scope.Spaces.Select(id => id.Value)];
    private readonly string[] sites = [.. scope.Sites.Select(id => id.Value)];
    private readonly string[] lines = [.. scope.Waiting];
    private readonly List<Member> memberRows = [];
    private readonly List<Hold> memberHolds = [];
    private readonly Dictionary<MemberId, int> upcoming = [];
    private readonly List<Entitlement> entitlements = [];
    private readonly List<(MemberId Member, Balance Balance)> balances = [];
    private readonly Dictionary<SiteId, int> siteVersions = [];
    private readonly List<Hold> spaceHolds = [];
    private readonly List<SpaceLease> leases = [];
    private readonly BookingRows bookings = new();
    private readonly List<WaitingEntry> waiting = [];
    private readonly DoorRows doors = new(scope);
    private readonly PresenceRows presence = new(scope);

    /// <summary>The site's presence, then members ascending, then spaces ascending (<c>rulings</c> 10). The statement sorts.</summary>
    public void AddLocks(List<SqlStatement> batch, FactSql sql)
    {
        doors.AddLock(batch, sql.Doors);
        if (members.Length > 0 && sql.LockMembers is not null)
            batch.Add(new SqlStatement(sql.LockMembers.For(members), [ByIds.Which(members)], static _ => { }));

        if (spaces.Length > 0 && sql.LockSpaces is not null)
            batch.Add(new SqlStatement(sql.LockSpaces.For(spaces), [ByIds.Which(spaces)], static _ => { }));
    }

    public void AddReads(List<SqlStatement> batch, FactSql sql)
    {
        if (sites.Length > 0)
            batch.Add(new SqlStatement(sql.SiteVersions.For(sites), [ByIds.Which(sites)], row => siteVersions[new SiteId(row.GetString(0))] = row.GetInt32(1)));

        if (spaces.Length > 0 && scope.Window is not null)
            AddSpaceReads(batch, sql, scope.Window);

        if (members.Length > 0)
            AddMemberReads(batch, sql);

        bookings.AddReads(batch, sql, scope);
        if (lines.Length > 0)
            batch.Add(new SqlStatement(sql.Waiting.For(lines), [ByIds.Which(lines)], row => waiting.Add(WaitingTable.Read(row))));

        doors.AddReads(batch, sql.Doors);
        presence.AddReads(batch, sql);
    }

    public Facts Facts() => presence.Into(doors.Into(new Facts
    {
        Members = memberRows.ToDictionary(member => member.Id, Facts),
        SiteVersions = siteVersions,
        SpaceHolds = spaceHolds,
        Leases = leases,
        Bookings = bookings.Whole(),
        Waiting = waiting,
    }));

    private MemberFacts Facts(Member member) => new(
        member,
        [.. memberHolds.Where(hold => hold.Member == member.Id)],
        upcoming.GetValueOrDefault(member.Id),
        new Wallet(
            [.. entitlements.Where(grant => grant.Member == member.Id)],
            [.. balances.Where(row => row.Member == member.Id).Select(row => row.Balance)]));

    private void AddSpaceReads(List<SqlStatement> batch, FactSql sql, TimeRange window)
    {
        batch.Add(new SqlStatement(sql.SpaceHolds.For(spaces), [ByIds.Which(spaces), window.Start, window.End], row => spaceHolds.Add(BookingTable.ReadHold(row))));

        // Local days of any zone that the window may touch.
        var first = Stored.Day(Neighbour(window.Start, -1));
        var last = Stored.Day(Neighbour(window.End, 1));
        batch.Add(new SqlStatement(sql.Leases.For(spaces), [ByIds.Which(spaces), first, last], row => leases.Add(EntitlementTable.ReadLease(row))));
    }

    private void AddMemberReads(List<SqlStatement> batch, FactSql sql)
    {
        var which = ByIds.Which(members);
        batch.Add(new SqlStatement(sql.Members.For(members), [which], row => memberRows.Add(MemberTable.Read(row))));
        if (scope.Window is { } window)
            batch.Add(new SqlStatement(sql.MemberHolds.For(members), [which, window.Start, window.End], row => memberHolds.Add(BookingTable.ReadHold(row))));

        if (scope.CountUpcomingAfter is { } after)
            batch.Add(new SqlStatement(sql.Upcoming.For(members), [which, after], row => upcoming[new MemberId(row.GetString(0))] = row.GetInt32(1)));

        var earliest = scope.Window is { } w && w.Start < at ? w.Start : at;
        var since = Stored.Day(Neighbour(earliest, -DaysAGrantStaysInSight));
        batch.Add(new SqlStatement(sql.Entitlements.For(members), [which, since], row => entitlements.Add(EntitlementTable.Read(row))));
        batch.Add(new SqlStatement(sql.Balances.For(members), [which, since, scope.Months.Append(Period.Whole).Select(period => period.Value).ToArray()],
            row => balances.Add((new MemberId(row.GetString(5)), EntitlementTable.ReadBalance(row)))));
    }

    private static DateOnly Neighbour(DateTimeOffset instant, int days)
    {
        var day = DateOnly.FromDateTime(instant.UtcDateTime);
        return DateOnly.FromDayNumber(Math.Clamp(day.DayNumber + days, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber));
    }
}
