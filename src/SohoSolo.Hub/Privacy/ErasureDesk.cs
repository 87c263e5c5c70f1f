using System.Data.Common;
using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Members;
using SohoSolo.Core.Privacy;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Bookings;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Keys;
using SohoSolo.Hub.Members;
using SohoSolo.Hub.Sites;
using SohoSolo.Hub.Waiting;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Privacy;

/// <summary>
/// The use case of being forgotten. One decision makes her nobody at once; then her places are given back and everything is deleted or moved to her pseudonym, step by step. Whoever is killed
/// midway is taken up again by <see cref="Retention"/>.
/// </summary>
internal sealed partial class ErasureDesk(
    Decisions decisions, Store store, StoreQueries queries, BookingKeeping bookings, WaitingDesk waiting, NetworkCache network, KeyBox keys, TokenBook tokens, ErasedList list, MailFiles files, TimeProvider clock, ILogger<ErasureDesk> log)
{
    /// <summary>As where she gives a place back herself: whoever sees it is not told that she was erased.</summary>
    public const string EndReason = "by-member";

    /// <summary>For so long somebody may still write down what he had begun before he heard of it.</summary>
    public static readonly TimeSpan LateComers = TimeSpan.FromMinutes(10);

    private static readonly BookingStatus[] Holding = [BookingStatus.Requested, BookingStatus.Offered, BookingStatus.Confirmed, BookingStatus.CheckedIn];

    private static readonly Dictionary<ErasureHindrance, Problem> Unsettled = new()
    {
        [ErasureHindrance.LastChamber] = new(StatusCodes.Status422UnprocessableEntity, "last-chamber", "This is the last account of the chamber: make another one first, or nobody could look after the network."),
        [ErasureHindrance.LeaseRuns] = new(StatusCodes.Status422UnprocessableEntity, "lease-runs", "She leases a place: the chamber must end the lease first, so that what is owed can be settled."),
    };

    public async Task<Executed<Answer>> Erase(MemberId member, Command command, CancellationToken stop)
    {
        var executed = await Begin(member, command, isForced: false, stop);
        tokens.Forget();
        if (executed is not Executed<Answer>.Fresh({ Status: StatusCodes.Status200OK }, _)) return executed;

        try
        {
            await Finish(member, stop);
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException or DbException or StoreException or TimeoutException)
        {
            // She is nobody since the decision, which is what she is told: a full disk or a lost database only puts the rest off to the job.
            LogLater(log, broken.GetType().Name, broken.Message);
        }

        return executed;
    }

    /// <summary>What was begun and not ended: the second time only what came in late is swept up. Says how many there were.</summary>
    public async Task<int> TakeUp(CancellationToken stop)
    {
        var pending = await store.Erasures.Pending(stop);
        foreach (var (member, _, emptied) in pending)
        {
            if (emptied is null) await Finish(member, stop);
            else if (emptied + LateComers <= clock.GetUtcNow()) await End(member, stop);
        }

        return pending.Count;
    }

    /// <summary>Whoever was erased and is here again, from an older copy of the database, is erased again. Says how many there were.</summary>
    public async Task<int> Reapply(CancellationToken stop)
    {
        await list.Sync(stop);
        var marks = await store.Erasures.Marks(stop);
        if (marks.Count == 0) return 0;

        var back = (await store.Erasures.Known(stop)).Where(member => marks.ContainsKey(MarkOf(member))).ToList();
        foreach (var member in back)
        {
            await Begin(member, SystemCommand.Named("erase", clock.GetUtcNow()), isForced: true, stop);
            await Finish(member, stop);
        }

        return back.Count;
    }

    private Task<Executed<Answer>> Begin(MemberId member, Command command, bool isForced, CancellationToken stop) => decisions.Run(
        command,
        async _ =>
        {
            await store.Erasures.Number(member, stop);
            var open = (await queries.TokensOf(member, stop)).Where(token => token.RevokedAt is null).ToList();
            var chamber = await queries.Members(new MemberFilter { Role = Role.Chamber, Status = MemberStatus.Active, Most = 1000 }, stop);
            var known = await network.Get(stop);
            return work => Begin(work, member, open, [.. chamber.Members.Select(one => one.Id)], known, isForced);
        },
        (reason, _) => throw new System.Diagnostics.UnreachableException($"{reason}"),
        stop);

    private async ValueTask<Decided> Begin(Work work, MemberId id, IReadOnlyList<AccessToken> open, IReadOnlyList<MemberId> chamber, Network known, bool isForced)
    {
        // Of two last ones who go at the same time one finds the other gone.
        var facts = await work.Lock(new Scope { Members = chamber.Contains(id) ? chamber : [id] });
        if (!facts.Members.TryGetValue(id, out var her) || her.Member.Status == MemberStatus.Erased) return new Decided.Refused(MembersApi.Unknown);

        var (before, now) = (her.Member, clock.GetUtcNow());
        var hindrance = ErasurePolicy.HindranceOf(before, facts.Members.Values.Select(one => one.Member), her.Wallet.Entitlements, space => DayAt(known, space, now));
        if (hindrance is { } stands && !isForced) return new Decided.Refused(Unsettled[stands]);

        // Her commune stays until figures by home have it under the pseudonym; then the row goes.
        work.BeginErasure(before, before with { Version = before.Version + 1, Status = MemberStatus.Erased, Name = "", Email = null, Phone = null, Role = Role.Member, Keeps = [] }, MarkOf(id));
        foreach (var token in open)
            work.Put(token with { RevokedAt = now }, token.Kind == TokenKind.Session ? "signed-out" : "revoked");

        var doorsUntil = now.AddDays(known.Retention.DoorEventDays);
        return new Decided.Done(Answers.Of(StatusCodes.Status200OK, ErasureView.Of(doorsUntil), ErasureJson.Shared.ErasureView));
    }

    /// <summary>The day on the clock of the place.</summary>
    private static DateOnly DayAt(Network known, SpaceId space, DateTimeOffset now) =>
        known.Sites.Values.FirstOrDefault(site => site.Spaces.Any(one => one.Id == space))?.Calendar.DayOf(now) ?? DateOnly.FromDateTime(now.UtcDateTime);

    private async Task Finish(MemberId member, CancellationToken stop)
    {
        await list.Sync(stop);
        await GiveBack(member, stop);
        await Empty(member, stop);
    }

    private async Task End(MemberId member, CancellationToken stop)
    {
        await Empty(member, stop);
        await store.Erasures.End(member, stop);
    }

    private async Task Empty(MemberId member, CancellationToken stop)
    {
        files.Forget(await store.Erasures.MailsOf(member, stop));
        await store.Erasures.Empty(member, stop);
    }

    /// <summary>Her places to come are free for others, and what she waited for is no longer kept in line. What cannot be given back any more ends by itself, under the pseudonym.</summary>
    private async Task GiveBack(MemberId member, CancellationToken stop)
    {
        foreach (var entry in (await queries.WaitingOf(member, stop)).Where(entry => entry.Status is WaitingStatus.Waiting or WaitingStatus.Offered))
            await waiting.Leave(entry.Id, SystemCommand.Named("erase", clock.GetUtcNow()), stop);

        var now = clock.GetUtcNow();
        var held = await queries.Bookings(new BookingFilter { Member = member, Statuses = Holding, Window = new Core.Time.TimeRange(now, now.AddYears(20)), Most = int.MaxValue }, stop);
        foreach (var booking in held)
            await bookings.CancelBySite(booking.Id, EndReason, SystemCommand.Named("erase", now), stop);
    }

    /// <summary>Of this network's member: the salt is made with its database and comes back with every copy of it, so that another one's member of the same id is nobody's business here.</summary>
    private string MarkOf(MemberId member) => keys.MarkOf("erased", $"{Convert.ToHexStringLower(keys.PinSalt)} {member.Value}");

    [LoggerMessage(Level = LogLevel.Warning, Message = "An erasure was decided and could not be ended: {Kind}, {Reason}. The next run of the retention ends it.")]
    private static partial void LogLater(ILogger log, string kind, string reason);
}
