using SohoSolo.Core;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Members;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Entitlements;

/// <summary>What members may use: their balance for them, new grants for the chamber.</summary>
internal sealed class EntitlementsApi(Decisions decisions, StoreQueries queries, NetworkDay networkDay, TimeProvider clock)
{
    public Task Mine(HttpContext context) => Show(context, context.Caller().Member);

    public async Task Of(HttpContext context)
    {
        var id = MembersApi.IdOf(context);
        await (await queries.Member(id, context.RequestAborted) is null ? Answers.Write(context, MembersApi.Unknown) : Show(context, id));
    }

    public async Task Grant(HttpContext context)
    {
        if (await Asking.Read(context, EntitlementsJson.Shared.GrantPost, clock) is not { } asked)
        {
            return;
        }

        var member = MembersApi.IdOf(context);
        var today = await networkDay.Today(context.RequestAborted);
        await Answers.Write(
            context,
            await decisions.Run(asked.Command, (network, work) => Grant(asked.Body, member, today, network, work), taken: null, context.RequestAborted),
            "entitlement");
    }

    private async Task Show(HttpContext context, MemberId member)
    {
        var today = await networkDay.Today(context.RequestAborted);
        var wallet = await queries.Wallet(member, [Period.Month(today)], context.RequestAborted);
        IReadOnlyList<GrantView> grants = [.. EntitlementPolicy.Statements(wallet, today).Select(statement => GrantView.Of(statement, today))];
        await Answers.Write(context, grants, EntitlementsJson.Shared.IReadOnlyListGrantView);
    }

    private static async ValueTask<Decided> Grant(GrantPost body, MemberId member, DateOnly today, Network network, Work work)
    {
        var facts = await work.Lock(new Scope { Members = [member] });
        if (!facts.Members.TryGetValue(member, out var known))
        {
            return new Decided.Refused(MembersApi.Unknown);
        }

        if (known.Member.Status == MemberStatus.Left)
        {
            return new Decided.Refused(new Problem(StatusCodes.Status422UnprocessableEntity, "member-inactive", "She has left the network."));
        }

        var (grant, problem) = GrantReading.Read(body, member, new EntitlementId(Ids.Next()), today, network);
        if (grant is null)
        {
            return new Decided.Refused(problem!);
        }

        work.Put(null, grant, "granted");
        var view = GrantView.Of(EntitlementPolicy.State(grant, new Wallet([grant], []), today), today);
        return new Decided.Done(Answers.Of(201, view, EntitlementsJson.Shared.GrantView, $"/api/v1/members/{member}/entitlements"));
    }
}
