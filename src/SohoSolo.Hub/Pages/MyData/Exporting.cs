using System.Globalization;
using Microsoft.Extensions.Localization;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Pages.Privacy;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Settings;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.MyData;

/// <summary>The use case of taking one's data along. That it was done is an entry of the journal: whoever has got hold of her token leaves a trace that she can see.</summary>
internal sealed class Exporting(
    Store store, StoreQueries queries, NetworkCache network, HubSettings settings, TimeProvider clock, IStringLocalizer<PrivacyText> privacy, IStringLocalizer<ExportText> words)
{
    public const string Csv = "csv";

    /// <summary>Writes it to the answer, as JSON or as an archive of CSV files.</summary>
    public async Task Write(HttpContext context, Caller caller, Language language, bool asCsv)
    {
        var stop = context.RequestAborted;
        var export = await Begin(caller, language, stop);
        await Note(caller, asCsv, stop);
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentLanguage = Words.Of(language);
        headers.ContentDisposition = $"attachment; filename=\"sohosolo-{Times.Day(DateOnly.FromDateTime(export.At.UtcDateTime))}.{(asCsv ? "zip" : "json")}\"";
        context.Response.ContentType = asCsv ? ExportArchive.MediaType : Answers.JsonMediaType;
        await (asCsv ? ExportArchive.Write(export, context.Response.BodyWriter, stop) : ExportJson.Write(export, context.Response.BodyWriter, stop));
    }

    private async Task<Export> Begin(Caller caller, Language language, CancellationToken stop)
    {
        CultureInfo.CurrentUICulture = LanguageChoice.Culture(language);
        var known = await network.Get(stop);
        var cover = new ExportCover(new DataWords(privacy, known.Retention), words, settings.MailFrom?.Address);
        return new Export(caller.Member, clock.GetUtcNow(), language, known, cover, queries);
    }

    private async Task Note(Caller caller, bool asCsv, CancellationToken stop)
    {
        var (id, who) = (Ids.Next(), caller.Member.Value);
        var command = new Command { Principal = who, Key = id, Fingerprint = id, Actor = who, At = clock.GetUtcNow() };
        await store.Execute(
            command,
            work =>
            {
                work.Note(new JournalEntry
                {
                    At = work.Command.At,
                    Entity = "export",
                    EntityId = id,
                    Version = 1,
                    What = "exported",
                    Actor = who,
                    MemberId = who,
                    Detail = asCsv ? """{"format":"csv"}""" : """{"format":"json"}""",
                });
                return ValueTask.FromResult<(bool, Answer?)>((true, Answers.NoContent));
            },
            stop);
    }
}
