using System.Globalization;
using System.Text;
using SohoSolo.Core.Calendars;
using SohoSolo.Hub.Settings;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Mail.Mime;

/// <summary>A letter as it travels: plain text and HTML beside each other (RFC 2046 multipart/alternative). The same letter gives the same bytes.</summary>
internal static class MimeMessage
{
    public static byte[] Write(Letter letter, string? toName, Sender from)
    {
        // "=_" is never part of quoted-printable text nor of base64, so the boundaries cannot occur in them.
        var (boundary, outer) = ($"=_{letter.Id}", $"=_with-{letter.Id}");
        var message = new StringBuilder(8192)
            .Append(EncodedWords.Mailbox("From", from.Name, from.Address))
            .Append(EncodedWords.Mailbox("To", toName, letter.To))
            .Append(EncodedWords.Header("Subject", letter.Subject))
            .Append(CultureInfo.InvariantCulture, $"Date: {letter.MadeAt.ToUniversalTime():ddd, dd MMM yyyy HH:mm:ss} +0000\r\n")
            .Append(CultureInfo.InvariantCulture, $"Message-ID: {letter.MessageId}\r\n")
            .Append(Stop(letter.Stop))
            .Append("MIME-Version: 1.0\r\nAuto-Submitted: auto-generated\r\n")
            .Append(CultureInfo.InvariantCulture, $"Content-Language: {Api.Words.Of(letter.Language)}\r\n");
        if (letter.Calendar is not null) message.Append(CultureInfo.InvariantCulture, $"Content-Type: multipart/mixed;\r\n boundary=\"{outer}\"\r\n\r\n--{outer}\r\n");

        message.Append(CultureInfo.InvariantCulture, $"Content-Type: multipart/alternative;\r\n boundary=\"{boundary}\"\r\n\r\n");
        Part(message, boundary, "plain", letter.Text ?? "");
        Part(message, boundary, "html", letter.Html ?? "");
        if (letter is { Calendar: { } file, Method: { } method and not CalendarMethod.Publish }) Calendar(message, boundary, $"{CalendarWriter.MediaType}; charset=utf-8; method={CalendarWriter.Word(method)}", file);

        message.Append(CultureInfo.InvariantCulture, $"--{boundary}--\r\n");
        if (letter.Calendar is { } attached)
        {
            // What is published asks for no answer: it is opened, and all its dates are taken in at once.
            Calendar(message, outer, letter.Method == CalendarMethod.Publish
                ? $"{CalendarWriter.MediaType}; charset=utf-8; method=PUBLISH;\r\n name=\"dates.ics\"\r\nContent-Disposition: attachment; filename=\"dates.ics\""
                : "application/ics; name=\"invite.ics\"\r\nContent-Disposition: attachment; filename=\"invite.ics\"", attached);
            message.Append(CultureInfo.InvariantCulture, $"--{outer}--\r\n");
        }

        return Encoding.ASCII.GetBytes(message.ToString());
    }

    /// <summary>Some programs look for what they can answer beside the text, others among what is attached: it is in both places, as their own invitations are.</summary>
    private static void Calendar(StringBuilder message, string boundary, string type, string file)
    {
        message.Append(CultureInfo.InvariantCulture, $"--{boundary}\r\nContent-Type: {type}\r\nContent-Transfer-Encoding: base64\r\n\r\n");
        foreach (var line in Convert.ToBase64String(Encoding.UTF8.GetBytes(file)).Chunk(76))
            message.Append(line).Append("\r\n");
    }

    /// <summary>RFC 2369 and, so that one press in the reader's program is enough, RFC 8058. The address is one word, so the line is folded before it.</summary>
    private static string Stop(Uri? link) => link is null ? "" : $"List-Unsubscribe:\r\n <{link.AbsoluteUri}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n";

    private static void Part(StringBuilder message, string boundary, string kind, string text) => message
        .Append(CultureInfo.InvariantCulture, $"--{boundary}\r\nContent-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n")
        .Append(QuotedPrintable.Encode(text));
}
