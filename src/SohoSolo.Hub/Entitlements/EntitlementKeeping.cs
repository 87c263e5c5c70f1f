using SohoSolo.Core;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Members;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Entitlements;

/// <summary>The use case of what members may use: a grant is given to her, and ended.</summary>
internal sealed class EntitlementKeeping(Decisions decisions, NetworkDay networkDay)
{
    private const int MostAtOnce = 50;

    private static readonly Problem HasLeft = new(StatusCodes.Status422UnprocessableEntity, "member-inactive", "She has left the network.");

    private static readonly Problem Unknown = Problems.NotFound("She has no such grant.");

    private static readonly Problem CannotEnd = new(StatusCodes.Status422UnprocessableEntity, "cannot-end", "A grant ends yesterday at the earliest, and not later than it would by itself.") { Field = "last" };

    public async Task<Executed<Answer>> Grant(MemberId member, GrantPost body, Command command, CancellationToken stop)
    {
        var today = await networkDay.Today(stop);
        return await decisions.Run(command, (network, work) => Grant(body, member, today, network, work), taken: null, stop);
    }

    /// <summary>
    /// The same terms for each of them, some members a transaction (<c>rulings</c> 12); who has left is passed over. Sent again, it goes on where it stopped; after what cannot be done nothing more is.
    /// </summary>
    public async Task<IReadOnlyList<Executed<Answer>>> GrantAll(IReadOnlyCollection<MemberId> members, GrantPost body, Command command, CancellationToken stop)
    {
        var today = await networkDay.Today(stop);
        List<Executed<Answer>> all = [];
        foreach (var (index, some) in members.Distinct().Order().Chunk(MostAtOnce).Index())
        {
            var executed = await decisions.Run(command with { Key = $"{command.Key}.{index}" }, (network, work) => GrantAll(body, some, today, network, work), taken: null, stop);
            all.Add(executed);
            if (executed is not (Executed<Answer>.Fresh({ Status: StatusCodes.Status200OK }, _) or Executed<Answer>.Replayed({ Status: StatusCodes.Status200OK }))) break;
        }

        return all;
    }

    /// <summary>The grant gives until <paramref name="last"/>, inclusive. What was booked for later stays booked and counts (<c>rulings</c> 2).</summary>
    public async Task<Executed<Answer>> End(MemberId member, EntitlementId id, DateOnly last, Command command, CancellationToken stop)
    {
        var today = await networkDay.Today(stop);
        return await decisions.Run(command, (_, work) => End(member, id, last, today, work), taken: null, stop);
    }

    private static async ValueTask<Decided> Grant(GrantPost body, MemberId member, DateOnly today, Network network, Work work)
    {
        var facts = await work.Lock(new Scope { Members = [member] });
        if (!facts.Members.TryGetValue(member, out var known)) return new Decided.Refused(MembersApi.Unknown);
        if (known.Member.Status == MemberStatus.Left) return new Decided.Refused(HasLeft);

        var (grant, problem) = GrantReading.Read(body, member, new EntitlementId(Ids.Next()), today, network);
        if (grant is null) return new Decided.Refused(problem!);

        work.Put(null, grant, "granted");
        var view = GrantView.Of(EntitlementPolicy.State(grant, new Wallet([grant], []), today), today);
        return new Decided.Done(Answers.Of(201, view, EntitlementsJson.Shared.GrantView, $"/api/v1/members/{member}/entitlements"));
    }

    private static async ValueTask<Decided> GrantAll(GrantPost body, IReadOnlyCollection<MemberId> members, DateOnly today, Network network, Work work)
    {
        var facts = await work.Lock(new Scope { Members = members });
        var granted = facts.Members.Values.Where(known => known.Member.Status != MemberStatus.Left).Select(known => known.Member.Id).ToList();
        foreach (var member in granted)
        {
            var (grant, problem) = GrantReading.Read(body, member, new EntitlementId(Ids.Next()), today, network);
            if (grant is null) return new Decided.Refused(problem!);

            work.Put(null, grant, "granted");
        }

        return new Decided.Done(Answers.Of(200, new GrantedView(granted.Count), EntitlementsJson.Shared.GrantedView));
    }

    private static async ValueTask<Decided> End(MemberId member, EntitlementId id, DateOnly last, DateOnly today, Work work)
    {
        var facts = await work.Lock(new Scope { Members = [member] });
        var wallet = facts.Members.GetValueOrDefault(member)?.Wallet;
        if (wallet?.Entitlements.FirstOrDefault(known => known.Id == id) is not { } grant) return new Decided.Refused(Unknown);
        if (EntitlementPolicy.End(grant, last, today) is not { } ended) return new Decided.Refused(CannotEnd);

        work.Put(grant, ended, "ended");
        return new Decided.Done(Answers.Of(200, GrantView.Of(EntitlementPolicy.State(ended, wallet, today), today), EntitlementsJson.Shared.GrantView));
    }
}
