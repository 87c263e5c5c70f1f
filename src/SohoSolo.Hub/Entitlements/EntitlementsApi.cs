using SohoSolo.Core;
using SohoSolo.Core.Entitlements;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Audits;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Members;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Entitlements;

/// <summary>What members may use: their balance for them, new grants for the chamber.</summary>
internal sealed class EntitlementsApi(EntitlementKeeping keeping, Consultations consultations, StoreQueries queries, NetworkDay networkDay, TimeProvider clock)
{
    public Task Mine(HttpContext context) => Show(context, context.Caller().Member);

    public async Task Of(HttpContext context)
    {
        var id = MembersApi.IdOf(context);
        if (await queries.Member(id, context.RequestAborted) is null)
        {
            await Answers.Write(context, MembersApi.Unknown);
            return;
        }

        await consultations.Note(context.Caller(), new Look(Look.Entitlements), id, context.RequestAborted);
        await Show(context, id);
    }

    public async Task Grant(HttpContext context)
    {
        if (await Asking.Read(context, EntitlementsJson.Shared.GrantPost, clock) is not { } asked)
        {
            return;
        }

        await Answers.Write(context, await keeping.Grant(MembersApi.IdOf(context), asked.Body, asked.Command, context.RequestAborted), "entitlement");
    }

    private async Task Show(HttpContext context, MemberId member)
    {
        var today = await networkDay.Today(context.RequestAborted);
        var wallet = await queries.Wallet(member, [Period.Month(today)], context.RequestAborted);
        IReadOnlyList<GrantView> grants = [.. EntitlementPolicy.Statements(wallet, today).Select(statement => GrantView.Of(statement, today))];
        await Answers.Write(context, grants, EntitlementsJson.Shared.IReadOnlyListGrantView);
    }
}
