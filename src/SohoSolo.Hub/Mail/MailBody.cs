using System.Net;
using System.Text;
using SohoSolo.Hub.Mail.Words;

namespace SohoSolo.Hub.Mail;

/// <summary>One layout, said twice: as plain text and as HTML without pictures, scripts or anything from elsewhere. Whatever people wrote is escaped.</summary>
internal static class MailBody
{
    public static string Text(MailFacts facts, Wording words) => Text(Of(facts, words));

    public static string Html(MailFacts facts, Wording words, string language) => Html(Of(facts, words), language);

    public static string Text(MailText mail)
    {
        var text = new StringBuilder().Append(Line(mail.Greeting)).Append("\n\n");
        foreach (var paragraph in mail.Says)
            text.Append(Line(paragraph)).Append("\n\n");

        foreach (var (label, values) in mail.Rows)
            text.Append(label).Append('\n').AppendJoin('\n', values.Select(value => $"  {Line(value)}")).Append('\n');

        return text.Append(mail.Rows.Count > 0 ? "\n" : "").Append(mail.Does).Append('\n').Append(mail.Link.AbsoluteUri).Append(mail.Note is { } note ? $"\n\n{note}" : "").Append("\n\n-- \n").Append(mail.Closing).Append('\n')
            .Append(mail.Stop is var (says, stop) ? $"{says}\n{stop.AbsoluteUri}\n" : "").ToString();
    }

    public static string Html(MailText mail, string language)
    {
        var html = new StringBuilder()
            .Append("<!DOCTYPE html>\n<html lang=\"").Append(language).Append("\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>")
            .Append(Safe(mail.Subject))
            .Append("</title></head>\n<body style=\"margin:0;background:#FAF7F2;color:#1C1B19;font:17px/1.5 system-ui,sans-serif\">\n<div style=\"max-width:36em;margin:0 auto;padding:24px\">\n")
            .Append("<p>").Append(Safe(mail.Greeting)).Append("</p>\n");
        foreach (var paragraph in mail.Says)
            html.Append("<p>").Append(Safe(paragraph)).Append("</p>\n");

        html.Append("<table role=\"presentation\" style=\"border-collapse:collapse;font:inherit\">\n");
        foreach (var (label, values) in mail.Rows)
        {
            html.Append("<tr><th scope=\"row\" style=\"text-align:left;vertical-align:top;padding:4px 16px 4px 0;font-weight:600\">").Append(Safe(label))
                .Append("</th><td style=\"padding:4px 0\">").AppendJoin("<br>", values.Select(Safe)).Append("</td></tr>\n");
        }

        return html.Append("</table>\n<p><a href=\"").Append(Safe(mail.Link.AbsoluteUri)).Append("\" style=\"color:#1F4D3A;font-weight:600\">").Append(Safe(mail.Does))
            .Append("</a></p>\n").Append(mail.Note is { } note ? $"<p style=\"font-size:14px\">{Safe(note)}</p>\n" : "").Append("<p style=\"font-size:14px\">").Append(Safe(mail.Closing)).Append("</p>\n")
            .Append(mail.Stop is var (says, stop) ? $"<p style=\"font-size:14px\"><a href=\"{Safe(stop.AbsoluteUri)}\" style=\"color:#1F4D3A\">{Safe(says)}</a></p>\n" : "").Append("</div>\n</body>\n</html>\n").ToString();
    }

    private static MailText Of(MailFacts facts, Wording words) => new()
    {
        Subject = words.Subject(facts),
        Greeting = words.Greeting(facts.Reader),
        Says = [.. words.Says(facts)],
        Rows = [.. Rows(facts, words)],
        Does = facts.Elsewhere is null ? words.Link(facts.Kind) : words.InsteadLink,
        Link = facts.Elsewhere ?? facts.Link,
        Note = facts.Calendar is { } calendar ? words.Calendar(calendar, facts.IsOfMany) : null,
        Closing = words.Closing,
        Stop = facts.Stop is { } stop ? (words.StopSays, stop) : null,
    };

    private static IEnumerable<(string Label, IReadOnlyList<string> Values)> Rows(MailFacts facts, Wording words)
    {
        yield return (words.What, [.. facts.Stays.Select(stay => stay.Place).Distinct()]);
        yield return (words.Where, [facts.Site.Name, facts.Address]);
        yield return (words.When, [.. facts.Stays.Select(stay => words.Span(stay.During, facts.Site.Calendar, facts.Now))]);
        if (facts.Before is { } before) yield return (words.Before, [$"{before.Place}, {words.Span(before.During, facts.Site.Calendar, facts.Now)}"]);
        if (facts.Instead.Count > 0) yield return (words.Instead, [.. facts.Instead.Select(other => $"{other.Site.Name}, {other.Place}, {words.Span(other.During, other.Site.Calendar, facts.Now)}")]);
        if (facts.Stays[0].Purpose is { } purpose) yield return (words.Purpose, [purpose]);
    }

    private static string Line(string text) => Mime.EncodedWords.Clean(text);

    private static string Safe(string text) => WebUtility.HtmlEncode(Line(text));
}
