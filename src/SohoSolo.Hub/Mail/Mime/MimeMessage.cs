using System.Globalization;
using System.Text;
using SohoSolo.Hub.Settings;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Mail.Mime;

/// <summary>A letter as it travels: plain text and HTML beside each other (RFC 2046 multipart/alternative). The same letter gives the same bytes.</summary>
internal static class MimeMessage
{
    public static byte[] Write(Letter letter, string? toName, Sender from)
    {
        // "=_" is never part of quoted-printable text, so the boundary cannot occur in it.
        var boundary = $"=_{letter.Id}";
        var message = new StringBuilder(8192)
            .Append(EncodedWords.Mailbox("From", from.Name, from.Address))
            .Append(EncodedWords.Mailbox("To", toName, letter.To))
            .Append(EncodedWords.Header("Subject", letter.Subject))
            .Append(CultureInfo.InvariantCulture, $"Date: {letter.MadeAt.ToUniversalTime():ddd, dd MMM yyyy HH:mm:ss} +0000\r\n")
            .Append(CultureInfo.InvariantCulture, $"Message-ID: {letter.MessageId}\r\n")
            .Append("MIME-Version: 1.0\r\nAuto-Submitted: auto-generated\r\n")
            .Append(CultureInfo.InvariantCulture, $"Content-Language: {Api.Words.Of(letter.Language)}\r\n")
            .Append(CultureInfo.InvariantCulture, $"Content-Type: multipart/alternative;\r\n boundary=\"{boundary}\"\r\n\r\n");
        Part(message, boundary, "plain", letter.Text ?? "");
        Part(message, boundary, "html", letter.Html ?? "");
        message.Append(CultureInfo.InvariantCulture, $"--{boundary}--\r\n");
        return Encoding.ASCII.GetBytes(message.ToString());
    }

    private static void Part(StringBuilder message, string boundary, string kind, string text) => message
        .Append(CultureInfo.InvariantCulture, $"--{boundary}\r\nContent-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n")
        .Append(QuotedPrintable.Encode(text));
}
