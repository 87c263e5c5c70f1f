using System.Text.Json.Serialization;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Deciding;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Mail;

/// <summary>A message as the chamber sees it: what became of it, never what it says.</summary>
internal sealed record MailView(
    string Id, string Kind, string Status, string Member, string? Site, string Language, string Subject, string MadeAt, string DueAt, int Attempts, string? LastError, string? SentAt)
{
    public static MailView Of(Letter letter) => new(
        letter.Id,
        letter.Kind,
        Api.Words.Of(letter.Status),
        letter.Member.Value,
        letter.Site?.Value,
        Api.Words.Of(letter.Language),
        letter.Subject,
        Times.Utc(letter.MadeAt),
        Times.Utc(letter.DueAt),
        letter.Attempts,
        letter.LastError,
        letter.SentAt is { } sent ? Times.Utc(sent) : null);
}

/// <summary>HTTP for messages: which were given up, and sending them again.</summary>
internal sealed class MailApi(StoreQueries queries, Decisions decisions, TimeProvider clock)
{
    private const int MostAtOnce = 500;

    private static readonly Problem NotDead = new(StatusCodes.Status422UnprocessableEntity, "wrong-state", "Only a message that was given up, and still has its text, is sent again.");
    private static readonly Problem NoAddress = new(StatusCodes.Status422UnprocessableEntity, "no-email", "The member has no e-mail address any more.");

    public async Task List(HttpContext context)
    {
        var query = new QueryReader(context.Request);
        var status = query.Word<MailStatus>("status");
        var most = query.Number("most", 1, MostAtOnce, 100);
        var skip = query.Number("skip", 0, 1_000_000, 0);
        if (query.Problem is { } problem)
        {
            await Answers.Write(context, problem);
            return;
        }

        var letters = await queries.Letters(status, most + 1, skip, context.RequestAborted);
        if (letters.Count > most) Paging.Next(context, "skip", $"{skip + most}");

        await Answers.Write(context, [.. letters.Take(most).Select(MailView.Of)], MailJson.Shared.IReadOnlyListMailView);
    }

    public async Task Resend(HttpContext context)
    {
        if (await Asking.ReadNothing(context, clock) is not { } asked) return;

        var id = (string)context.Request.RouteValues["id"]!;
        var stop = context.RequestAborted;
        if (await queries.Letter(id, stop) is null)
        {
            await Answers.Write(context, Problems.NotFound("There is no such message."));
            return;
        }

        var executed = await decisions.Run(
            asked.Command,
            async _ =>
            {
                var letter = await queries.Letter(id, stop) ?? throw new InvalidOperationException($"No message {id}: the caller has looked.");
                var member = await queries.Member(letter.Member, stop);
                return work => Resend(work, letter, MailKinds.IsForGuest(letter.Kind) ? letter.To : member?.Email);
            },
            (reason, _) => throw new System.Diagnostics.UnreachableException($"{reason}"),
            stop);
        await Answers.Write(context, executed, "resend-mail");
    }

    private async ValueTask<Decided> Resend(Work work, Letter letter, string? to)
    {
        await work.Lock(new Scope());
        if (letter is not { Status: MailStatus.Dead, Text: not null }) return new Decided.Refused(NotDead);
        if (to is null) return new Decided.Refused(NoAddress);

        work.Resend(letter, to);
        var after = letter with { Status = MailStatus.Queued, To = to, DueAt = clock.GetUtcNow(), Attempts = 0 };
        return new Decided.Done(Answers.Of(StatusCodes.Status202Accepted, MailView.Of(after), MailJson.Shared.MailView));
    }
}

[JsonSerializable(typeof(MailView))]
[JsonSerializable(typeof(IReadOnlyList<MailView>))]
internal sealed partial class MailJson : JsonSerializerContext
{
    public static readonly MailJson Shared = new(JsonRules.Options());
}
