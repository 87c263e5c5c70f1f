using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Imports;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Members;

/// <summary>The use case of taking somebody in and changing what is known of her.</summary>
internal sealed class MemberKeeping(Decisions decisions, SessionKeeping sessions, NetworkCache network, TokenBook tokens, TimeProvider clock)
{
    public static Problem EmailInUse { get; } =
        new(StatusCodes.Status422UnprocessableEntity, "email-in-use", "Another member has this e-mail address.") { Field = "email" };

    public Task<Executed<Answer>> Add(MemberPost body, Command command, CancellationToken stop) =>
        decisions.Run(command, (network, work) => Add(body, network, work), EmailInUse, stop);

    public async Task<Executed<Answer>> Change(MemberId id, MemberPatch body, int? expected, Command command, CancellationToken stop)
    {
        var executed = await decisions.Run(
            command,
            async _ =>
            {
                var (seen, open) = (await network.Get(stop), await sessions.Of(id, stop));
                return work => Change(id, (body, expected), seen, open, work);
            },
            (reason, _) => throw new System.Diagnostics.UnreachableException($"Only bookings are declined, not this: {reason}."),
            stop,
            EmailInUse);

        // Her role and status are part of what her tokens may do.
        tokens.Forget();
        return executed;
    }

    /// <summary>All of them or nobody; an address taken meanwhile refuses the file whole. <paramref name="rejected"/> is what judging the file said.</summary>
    public Task<Executed<Answer>> Import(IReadOnlyList<MemberDraft> drafts, Problem? rejected, Command command, CancellationToken stop) =>
        decisions.Run(command, (_, work) => Import(drafts, rejected, work), EmailInUse, stop);

    private async ValueTask<Decided> Add(MemberPost body, Network network, Work work)
    {
        await work.Lock(new Scope());
        var (draft, problem) = MemberReading.Read(body, network);
        if (draft is null)
        {
            return new Decided.Refused(problem!);
        }

        var member = draft.ToMember(new MemberId(Ids.Next()), clock.GetUtcNow());
        work.Put(null, member, "added");
        return new Decided.Done(Answers.Of(201, MemberView.Of(member), MembersJson.Shared.MemberView, $"/api/v1/members/{member.Id}"));
    }

    private static async ValueTask<Decided> Change(MemberId id, (MemberPatch Body, int? Version) asked, Network network, IReadOnlyList<AccessToken> open, Work work)
    {
        var facts = await work.Lock(new Scope { Members = [id] });
        if (!facts.Members.TryGetValue(id, out var known) || known.Member.Status == MemberStatus.Erased)
        {
            return new Decided.Refused(MembersApi.Unknown);
        }

        var before = known.Member;
        if (asked.Version is { } version && version != before.Version)
        {
            return new Decided.Refused(Versions.Outdated(before.Version));
        }

        var (after, problem) = MemberReading.Apply(asked.Body, before, network);
        if (after is null)
        {
            return new Decided.Refused(problem!);
        }

        work.Put(before, after, "changed");

        // A browser that is signed in somewhere does not come back with her when she is let in again.
        foreach (var session in after.Status == MemberStatus.Active ? [] : open)
            work.Put(session with { RevokedAt = work.Command.At }, "signed-out");

        return new Decided.Done(Answers.Of(200, MemberView.Of(after), MembersJson.Shared.MemberView));
    }

    private async ValueTask<Decided> Import(IReadOnlyList<MemberDraft> drafts, Problem? rejected, Work work)
    {
        // Locks nothing, and finds out first whether this very file has been imported before.
        await work.Lock(new Scope());
        if (rejected is not null)
        {
            return new Decided.Refused(rejected);
        }

        var now = clock.GetUtcNow();
        foreach (var draft in drafts)
        {
            work.Put(null, draft.ToMember(new MemberId(Ids.Next()), now), "imported");
        }

        return new Decided.Done(Answers.Of(200, new ImportReport(drafts.Count, []), MembersJson.Shared.ImportReport));
    }
}
