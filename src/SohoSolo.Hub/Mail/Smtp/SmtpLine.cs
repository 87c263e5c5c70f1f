using System.Globalization;
using System.Text;

namespace SohoSolo.Hub.Mail.Smtp;

/// <summary>Commands out, answers in, over whatever stream carries them. A server that sends endless lines, or endlessly many, is not listened to.</summary>
internal sealed class SmtpLine(Stream stream) : IAsyncDisposable
{
    private const int LongestLine = 2048;
    private const int MostLines = 100;

    private readonly byte[] buffer = new byte[4096];
    private int start;
    private int end;

    public Stream Stream => stream;

    /// <summary>Nothing was said that nobody asked for: what came in the clear must not be taken for an answer under TLS.</summary>
    public bool IsQuiet => start == end;

    public Task Send(string command, CancellationToken stop) => Send(Encoding.ASCII.GetBytes($"{command}\r\n"), stop);

    public async Task Send(ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        await stream.WriteAsync(bytes, stop);
        await stream.FlushAsync(stop);
    }

    /// <exception cref="IOException">The line ended, or what came is no answer.</exception>
    public async Task<SmtpReply> Hear(CancellationToken stop)
    {
        var lines = new List<string>();
        int? code = null;
        while (lines.Count < MostLines)
        {
            var line = await ReadLine(stop);
            var isLast = line.Length == 3 || (line.Length > 3 && line[3] == ' ');
            if (line.Length < 3 || !(isLast || line[3] == '-') || line[0] is < '2' or > '5' || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var said))
                throw new IOException("The server's answer is not SMTP.");

            if ((code ??= said) != said) throw new IOException("The server answered with two codes at once.");

            lines.Add(line.Length > 4 ? line[4..] : "");
            if (isLast) return new SmtpReply(said, lines);
        }

        throw new IOException("The server's answer has no end.");
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private async Task<string> ReadLine(CancellationToken stop)
    {
        var line = new StringBuilder();
        while (true)
        {
            var newline = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            var take = newline < 0 ? end - start : newline;
            line.Append(Encoding.Latin1.GetString(buffer, start, take));
            if (line.Length > LongestLine) throw new IOException("The server's line has no end.");

            if (newline >= 0)
            {
                start += newline + 1;
                return line.ToString().TrimEnd('\r');
            }

            start = end = 0;
            end = await stream.ReadAsync(buffer, stop);
            if (end == 0) throw new IOException("The server has closed the line.");
        }
    }
}
