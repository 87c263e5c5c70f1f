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
    private static readonly Problem HasLeft = new(StatusCodes.Status422UnprocessableEntity, "member-inactive", "She has left the network.");

    private static readonly Problem Unknown = Problems.NotFound("She has no such grant.");

    private static readonly Problem CannotEnd = new(StatusCodes.Status422UnprocessableEntity, "cannot-end", "A grant ends yesterday at the earliest, and not later than it would by itself.") { Field = "last" };

    public async Task<Executed<Answer>> Grant(MemberId member, GrantPost body, Command command, CancellationToken stop)
    {
        var today = await networkDay.Today(stop);
        return await decisions.Run(command, (network, work) => Grant(body, member, today, network, work), taken: null, stop);
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
