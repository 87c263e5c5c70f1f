using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Mail;
using SohoSolo.Hub.Mail.Words;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Mail;

/// <summary>Every message in both languages, as it is read: <c>tests/contract/letters</c> holds them. A change of wording is a change of those files, for somebody to read.</summary>
public sealed partial class LetterTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 7, 55, 0, TimeSpan.Zero);

    private static readonly Telecentre Nogaro = Hubs.SmallNetwork.At(Now).Sites.Single(site => site.Id == new SiteId("nogaro"));

    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "contract", "letters");

    private static readonly (string Name, MailFacts Facts)[] Cases =
    [
        ("confirmed", Facts(MailKinds.Confirmed)),
        ("confirmed-series", Facts(MailKinds.Confirmed) with { Stays = [Stay("2026-11-24"), Stay("2026-12-01"), Stay("2027-01-05")] }),
        ("confirmed-by-site", Facts(MailKinds.Confirmed) with { Actor = MailActor.Site }),
        ("confirmed-from-the-line", Facts(MailKinds.Confirmed) with { What = "taken" }),
        ("confirmed-at-the-door", Facts(MailKinds.Confirmed) with { What = "walked-in" }),
        ("requested", Facts(MailKinds.Requested)),
        ("approval-asked", Facts(MailKinds.ApprovalAsked) with { Until = Now.AddHours(20) }),
        ("approved", Facts(MailKinds.Approved) with { Actor = MailActor.Site }),
        ("refused", Facts(MailKinds.Refused) with { Actor = MailActor.Site }),
        ("refused-unanswered", Facts(MailKinds.Refused) with { Actor = MailActor.System, EndReason = "unanswered" }),
        ("changed", Facts(MailKinds.Changed) with { Before = Stay("2026-11-26") }),
        ("cancelled", Facts(MailKinds.Cancelled)),
        ("cancelled-by-site", Facts(MailKinds.Cancelled) with { Actor = MailActor.Site }),
        ("cancelled-closed", Facts(MailKinds.Cancelled) with { Actor = MailActor.Site, EndReason = "closed", Closure = "travaux <b>urgents</b>" }),
        ("cancelled-closed-instead", Facts(MailKinds.Cancelled) with
        {
            Actor = MailActor.Site, EndReason = "closed", Closure = "travaux", Elsewhere = new Uri("https://sohosolo.example/book?site=nogaro&day=2026-11-25&kind=desk&part=morning"),
            Instead = [new InsteadStay(Nogaro, "Bureau 2", Stay("2026-11-25").During), new InsteadStay(Nogaro, "Bureau 3", Stay("2026-11-26").During)],
        }),
        ("reminder-optional", Facts(MailKinds.Reminder) with { Actor = MailActor.System, Until = Now.AddMinutes(30), Stop = new Uri("https://sohosolo.example/mail/stop/anne/reminder/0f") }),
        ("cancelled-absence", Facts(MailKinds.Cancelled) with { Stays = [Stay("2026-11-24"), Stay("2026-11-25")], EndReason = Absence.EndReason }),
        ("offered-until-tomorrow", Facts(MailKinds.Offered) with { Actor = MailActor.System, Until = Now.AddHours(24) }),
        ("offered", Facts(MailKinds.Offered) with { Actor = MailActor.System, Until = Now.AddMinutes(15) }),
        ("reminder", Facts(MailKinds.Reminder) with { Actor = MailActor.System, Until = Now.AddMinutes(30) }),
        ("no-show", Facts(MailKinds.NoShow) with { Actor = MailActor.System }),
        ("no-show-undone", Facts(MailKinds.NoShowUndone) with { Actor = MailActor.System }),
        ("leave-offered", Facts(MailKinds.LeaveOffered) with { Actor = MailActor.System }),
        ("early-release", Facts(MailKinds.EarlyRelease) with { Actor = MailActor.System }),
        ("early-release-by-site", Facts(MailKinds.EarlyRelease) with { Actor = MailActor.Site }),
        ("ghost-question", Facts(MailKinds.GhostQuestion) with { Actor = MailActor.System }),
        ("guest-invited", Visit(MailKinds.GuestInvited)),
        ("guest-changed", Visit(MailKinds.GuestChanged) with { Before = Stay("2026-11-26") }),
        ("guest-cancelled", Visit(MailKinds.GuestCancelled)),
    ];

    public static TheoryData<string> Names => [.. Cases.Select(one => one.Name)];

    [Theory, MemberData(nameof(Names))]
    public async Task It_reads_as_it_is_written_down(string name)
    {
        var facts = Array.Find(Cases, one => one.Name == name).Facts;
        var read = new StringBuilder();
        foreach (var language in Enum.GetValues<Language>())
        {
            var words = Wording.Of(language);
            read.Append(CultureInfo.InvariantCulture, $"{words.Subject(facts)}\n\n{MailBody.Text(facts, words)}\n");
        }

        var file = Path.Combine(Folder, $"{name}.txt");
        if (Environment.GetEnvironmentVariable("SOHOSOLO_TEST_WRITE") == "1") await File.WriteAllTextAsync(file, read.ToString(), TestContext.Current.CancellationToken);

        Assert.Equal(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), read.ToString());
    }

    [Theory, MemberData(nameof(Names))]
    public void Its_HTML_says_the_same_and_escapes_what_people_wrote(string name)
    {
        var facts = Array.Find(Cases, one => one.Name == name).Facts with { Reader = "<script>alert('x')</script>\r\nBcc: eve@example.org" };
        foreach (var language in Enum.GetValues<Language>())
        {
            var words = Wording.Of(language);
            var html = MailBody.Html(facts, words, language == Language.Fr ? "fr" : "en");
            var shown = System.Net.WebUtility.HtmlDecode(Tag().Replace(html, " "));

            Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<b>urgents", html, StringComparison.OrdinalIgnoreCase);
            Assert.All(words.Says(facts), paragraph => Assert.Contains(paragraph, shown, StringComparison.Ordinal));
            Assert.DoesNotContain('\n', words.Subject(facts));
            Assert.DoesNotContain("\nBcc", MailBody.Text(facts, words), StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Its_French_is_set_as_the_French_set_it(string name)
    {
        var facts = Array.Find(Cases, one => one.Name == name).Facts;
        var words = Wording.Of(Language.Fr);
        Assert.DoesNotMatch(@"[^\u00A0\u202F][;?!:](?=\s|$)|\w'\w|\.\.\.", $"{words.Subject(facts)}\n{string.Join('\n', words.Says(facts))}");
    }

    private static MailFacts Facts(string kind) => new()
    {
        Kind = kind,
        What = "booked",
        Actor = MailActor.Herself,
        Reader = "Anne (démo)",
        Asker = "Anne (démo)",
        Site = Nogaro,
        Address = "32110 Nogaro",
        Stays = [Stay("2026-11-24") with { Purpose = "Entretien" }],
        Link = new Uri("https://sohosolo.example.org/bookings/0193a5"),
        Calendar = MailKinds.MethodOf(kind) is null ? null : new Uri("https://sohosolo.example.org/me/calendar"),
        Now = Now,
    };

    private static MailFacts Visit(string kind) =>
        Facts(kind) with { Reader = "Léa", Stays = [Stay("2026-11-24")], Link = new Uri("https://sohosolo.example.org/telecentres/nogaro"), Calendar = null };

    private static Stay Stay(string day) => new("Poste 2", Nogaro.Calendar.Span(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), DayPart.Morning)!, null);

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
