using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Devices;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Audits;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Members;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Credentials;

/// <summary>HTTP for one's own badges and PIN, and for those of a member whom a keeper helps.</summary>
internal sealed class CredentialApi(CredentialKeeping keeping, Consultations consultations, StoreQueries queries, TimeProvider clock)
{
    /// <summary>How long a list tells of what does not hold any more.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);
    private static readonly TimeSpan EnrolmentRemembered = TimeSpan.FromMinutes(15);

    public Task ListMine(HttpContext context) => List(context, context.Caller().Member);

    public async Task ListHers(HttpContext context)
    {
        var member = MembersApi.IdOf(context);
        if (await queries.Member(member, context.RequestAborted) is null)
        {
            await Answers.Write(context, MembersApi.Unknown);
            return;
        }

        await consultations.Note(context.Caller(), new Look(Look.Badges), member, context.RequestAborted);
        await List(context, member);
    }

    public async Task Make(HttpContext context)
    {
        if (await Asking.Read(context, CredentialJson.Shared.CredentialPost, clock) is not { } asked) return;

        var check = new FieldCheck();
        var kind = PresentedCredential.KindOf(asked.Body.Kind);
        var label = check.Text("label", asked.Body.Label, BadgeReading.LongestLabel);
        if (kind is null or CredentialKind.Pass) check.Refuse("kind", "is pin or a kind of badge: mifare-uid, em4100, wiegand-26, wiegand-34");
        if (kind == CredentialKind.Pin && asked.Body.Reader is not null) check.Refuse("reader", "does not go with a PIN, which is made here");
        if (kind != CredentialKind.Pin && label is not null) check.Refuse("label", "goes with a PIN, or with a badge that a keeper types in");
        if (check.Problem is { } problem)
        {
            await Answers.Write(context, problem);
            return;
        }

        await (kind == CredentialKind.Pin ? MakePin(context, asked, label) : Enrol(context, asked));
    }

    public async Task Type(HttpContext context)
    {
        if (await Asking.Read(context, CredentialJson.Shared.BadgePost, clock) is not { } asked) return;

        var (badge, label, problem) = BadgeReading.Read(asked.Body);
        await (problem is not null
            ? Answers.Write(context, problem)
            : Answers.Write(context, await keeping.Type(MembersApi.IdOf(context), badge!, label, asked.Command, context.RequestAborted), "badge"));
    }

    public Task RevokeMine(HttpContext context) => Revoke(context, context.Caller().Member, "id");

    public Task RevokeHers(HttpContext context) => Revoke(context, MembersApi.IdOf(context), "credential");

    public async Task LoseBadges(HttpContext context)
    {
        if (await Asking.ReadNothing(context, clock) is { } asked)
            await Answers.Write(context, await keeping.LoseBadges(MembersApi.IdOf(context), asked.Command, context.RequestAborted), "lost-badge");
    }

    private async Task Enrol(HttpContext context, Asked<CredentialPost> asked)
    {
        var (reader, problem) = await Reader(asked.Body.Reader, context.RequestAborted);
        await (reader is null
            ? Answers.Write(context, problem!)
            : Answers.Write(context, await keeping.Enrol(asked.Caller.Member, reader, asked.Command, context.RequestAborted), "enrol"));
    }

    private async Task MakePin(HttpContext context, Asked<CredentialPost> asked, string? label)
    {
        var (executed, pin, digits) = await keeping.MakePin(asked.Caller.Member, label, asked.Command, context.RequestAborted);
        if (executed is Executed<Answer>.Fresh({ Status: StatusCodes.Status201Created, Location: { } location }, _))
        {
            context.Response.Headers.Location = location;
            await Answers.Write(context, CredentialView.Of(pin!) with { Pin = digits }, CredentialJson.Shared.CredentialView, StatusCodes.Status201Created);
            return;
        }

        await Answers.Write(context, executed, "pin");
    }

    private async Task Revoke(HttpContext context, MemberId member, string parameter)
    {
        if (await Asking.ReadNothing(context, clock) is not { } asked) return;

        var query = new QueryReader(context.Request);
        var why = query.Flag("lost") ? "lost" : "removed";
        var id = (string)context.Request.RouteValues[parameter]!;
        await (query.Problem is { } problem
            ? Answers.Write(context, problem)
            : Answers.Write(context, await keeping.Revoke(member, id, why, asked.Command, context.RequestAborted), "revoke"));
    }

    private async Task<(Device? Reader, Problem? Problem)> Reader(string? id, CancellationToken stop)
    {
        if (id is null) return (null, Problems.MissingField("reader"));

        var device = await queries.Device(id, stop);
        return device is { RemovedAt: null, Role: "reader" or "door-controller" }
            ? (device, null)
            : (null, new Problem(StatusCodes.Status422UnprocessableEntity, "unknown-reader", "There is no such reader.") { Field = "reader" });
    }

    private async Task List(HttpContext context, MemberId member)
    {
        var now = clock.GetUtcNow();
        var credentials = await queries.Credentials(member, context.RequestAborted);
        var enrolments = await queries.Enrolments(member, context.RequestAborted);
        await Answers.Write(
            context,
            [
                .. enrolments.Where(enrolment => enrolment.ExpiresAt + EnrolmentRemembered > now).Select(enrolment => CredentialView.Of(enrolment, now)),
                .. credentials.Where(credential => credential.RevokedAt is not { } at || at + Remembered > now).Select(CredentialView.Of),
            ],
            CredentialJson.Shared.IReadOnlyListCredentialView);
    }
}
