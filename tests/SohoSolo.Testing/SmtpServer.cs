using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace SohoSolo.Testing;

/// <summary>A mail server on a free port of this machine that takes messages, and misbehaves where it is told to.</summary>
public sealed class SmtpServer : IDisposable
{
    private readonly LoopbackListener listener;

    public SmtpServer() => listener = new LoopbackListener(IPAddress.Loopback, Talk);

    public int Port => listener.Endpoint.Port;

    /// <summary>What was taken, as it came after the dots were undone.</summary>
    public ConcurrentQueue<string> Taken { get; } = new();

    /// <summary>Says nothing more, and keeps the line open.</summary>
    public const string Silence = "\0silence";

    /// <summary>After it the line is cut in the middle of an answer.</summary>
    public const char Cut = '\0';

    /// <summary>Offers STARTTLS with it; none without.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>TLS from the first byte.</summary>
    public bool IsSecuredAtOnce { get; init; }

    /// <summary>How one may sign in, such as <c>PLAIN LOGIN</c>; nobody need where it is null.</summary>
    public string? SignsIn { get; init; }

    /// <summary>Whom it lets in.</summary>
    public (string User, string Password) Known { get; init; } = ("post", "geheim è");

    /// <summary>Sends each answer a byte at a time.</summary>
    public bool IsSlow { get; init; }

    /// <summary>How many messages came secured.</summary>
    public int Secured { get; private set; }

    public int Connections { get; private set; }

    /// <summary>Says what is answered to a command (<c>CONNECT</c>, <c>EHLO</c>, <c>MAIL</c>, <c>RCPT</c>, <c>DATA</c>, <c>.</c>); null for what is usual, empty to hang up.</summary>
    public Func<string, string?> Answers { get; set; } = _ => null;

    public void Dispose() => listener.Dispose();

    private async Task Talk(NetworkStream line)
    {
        Connections++;
        if (!IsSecuredAtOnce && !await Talk(line, isSecured: false, isGreeted: false)) return;

        await using var tls = new SslStream(line);
        await tls.AuthenticateAsServerAsync(Certificate!);
        await Talk(tls, isSecured: true, isGreeted: !IsSecuredAtOnce);
    }

    /// <summary>True when the line is to be secured.</summary>
    private async Task<bool> Talk(Stream stream, bool isSecured, bool isGreeted)
    {
        var reader = new StreamReader(stream, Encoding.ASCII);
        var writer = new StreamWriter(stream, Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
        if (!isGreeted && !await Say(writer, "CONNECT", "220-a server\r\n220 of two lines")) return false;

        while (await reader.ReadLineAsync(listener.Closing) is { } line)
        {
            var word = line.Split(' ', ':')[0].ToUpperInvariant();
            if (word == "AUTH" && Answers(word) is null)
            {
                await Say(writer, "", await Admits(line, reader, writer) ? "235 come in" : "535 5.7.8 not you");
                continue;
            }

            if (!await Say(writer, word, Usual(word, isSecured))) return false;
            if (word is "QUIT" or "STARTTLS") return word == "STARTTLS";
            if (word == "DATA" && isSecured) Secured++;
            if (word == "DATA" && Answers(word) is null && !await Take(reader, writer)) return false;
        }

        return false;
    }

    private string Usual(string word, bool isSecured) => word switch
    {
        "EHLO" => $"250-here\r\n{(SignsIn is null ? "" : $"250-AUTH {SignsIn}\r\n")}250 {(Certificate is null || isSecured ? "SIZE 1000000" : "STARTTLS")}",
        "DATA" => "354 go on",
        "QUIT" => "221 bye",
        "STARTTLS" => "220 go on",
        _ => "250 ok",
    };

    /// <summary>AUTH PLAIN with its answer on the same line (RFC 4616), or AUTH LOGIN with two questions.</summary>
    private async Task<bool> Admits(string line, StreamReader reader, StreamWriter writer)
    {
        if (line.StartsWith("AUTH PLAIN ", StringComparison.OrdinalIgnoreCase)) return Text(line["AUTH PLAIN ".Length..]) == $"\0{Known.User}\0{Known.Password}";

        await Say(writer, "", "334 VXNlcm5hbWU6");
        var user = Text(await reader.ReadLineAsync(listener.Closing) ?? "");
        await Say(writer, "", "334 UGFzc3dvcmQ6");
        var password = Text(await reader.ReadLineAsync(listener.Closing) ?? "");
        return (user, password) == Known;
    }

    private static string Text(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));

    private async Task<bool> Take(StreamReader reader, StreamWriter writer)
    {
        var message = new StringBuilder();
        while (await reader.ReadLineAsync(listener.Closing) is { } line && line != ".")
            message.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");

        if (Answers(".") is null) Taken.Enqueue(message.ToString());

        return await Say(writer, ".", "250 taken");
    }

    private async Task<bool> Say(StreamWriter writer, string to, string usual)
    {
        var answer = Answers(to) ?? usual;
        if (answer == Silence) await Task.Delay(Timeout.Infinite, listener.Closing);
        if (answer.Length == 0) return false;

        if (answer.IndexOf(Cut, StringComparison.Ordinal) is >= 0 and var cut)
        {
            await writer.WriteAsync(answer[..cut]);
            return false;
        }

        foreach (var some in IsSlow ? answer.Select(letter => $"{letter}").Append("\r\n") : [$"{answer}\r\n"])
            await writer.WriteAsync(some);

        return true;
    }
}
