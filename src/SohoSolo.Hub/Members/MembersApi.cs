using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Audits;
using SohoSolo.Hub.Identity;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Members;

/// <summary>The members, for the chamber.</summary>
internal sealed class MembersApi(MemberKeeping keeping, MemberImport import, Consultations consultations, StoreQueries queries, TimeProvider clock)
{
    private const int MostAtOnce = 500;

    public static Problem Unknown { get; } = Problems.NotFound("There is no such member.");

    public async Task List(HttpContext context)
    {
        var query = new QueryReader(context.Request);
        var search = query.Text("search");
        var role = query.Word<Role>("role");
        var most = query.Number("most", 1, MostAtOnce, 100);
        var skip = query.Number("skip", 0, 1_000_000, 0);
        if (query.Problem is { } problem)
        {
            await Answers.Write(context, problem);
            return;
        }

        var members = await queries.Members(search, role, most + 1, skip, context.RequestAborted);
        if (members.Count > most)
        {
            Paging.Next(context, "skip", $"{skip + most}");
        }

        await consultations.NoteList(context.Caller(), new Look(Look.MemberList), context.RequestAborted);
        await Answers.Write(context, [.. members.Take(most).Select(MemberView.Of)], MembersJson.Shared.IReadOnlyListMemberView);
    }

    public async Task Show(HttpContext context)
    {
        if (await queries.Member(IdOf(context), context.RequestAborted) is not { } member)
        {
            await Answers.Write(context, Unknown);
            return;
        }

        await consultations.Note(context.Caller(), new Look(Look.Profile), member.Id, context.RequestAborted);
        Versions.Show(context, member.Version);
        await Answers.Write(context, MemberView.Of(member), MembersJson.Shared.MemberView);
    }

    public async Task Add(HttpContext context)
    {
        if (await Asking.Read(context, MembersJson.Shared.MemberPost, clock) is { } asked)
        {
            await Answers.Write(context, await keeping.Add(asked.Body, asked.Command, context.RequestAborted), "member");
        }
    }

    public async Task Change(HttpContext context)
    {
        if (await Asking.Read(context, MembersJson.Shared.MemberPatch, clock) is not { } asked)
        {
            return;
        }

        var (expected, problem) = Versions.Expected(context);
        await (problem is not null
            ? Answers.Write(context, problem)
            : Answers.Write(context, await keeping.Change(IdOf(context), asked.Body, expected, asked.Command, context.RequestAborted), "member"));
    }

    public Task Import(HttpContext context) => import.Run(context);

    public static MemberId IdOf(HttpContext context) => new((string)context.Request.RouteValues["id"]!);
}
