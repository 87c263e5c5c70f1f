using System.Text.RegularExpressions;

namespace SohoSolo.Hub.Mail.Smtp;

/// <summary>A server's answer (RFC 5321 §4.2): three digits, and its lines without them.</summary>
internal sealed partial record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    private const int LongestSaid = 300;

    public bool IsGood => Code is >= 200 and < 400;

    public bool IsForever => Code is >= 500 and < 600;

    /// <summary>The server closes, or wants to know first who we are: no message will pass.</summary>
    public bool ConcernsAll => Code is 421 or 530 or 534 or 535 or 538;

    /// <summary>For logs and people: one line, printable, not endless, and without the addresses that servers like to repeat.</summary>
    public override string ToString()
    {
        var said = Address().Replace(string.Concat(string.Join(' ', Lines).Select(letter => char.IsControl(letter) ? ' ' : letter)), "…@…");
        return $"{Code} {(said.Length > LongestSaid ? said[..LongestSaid] : said)}".TrimEnd();
    }

    [GeneratedRegex("""[^\s<>"(),:;]+@[^\s<>"(),:;]+""", RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
