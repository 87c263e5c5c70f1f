using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SohoSolo.Benchmarks.Loads;

/// <summary>
/// HTTP/1.1 over one kept connection with as little work as can be, because it shares two cores with the hub: one send, as few receives as
/// the answer needs, nothing allocated. It reads what a hub of ours answers, not what HTTP allows.
/// </summary>
internal sealed class LeanClient : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] buffer = new byte[1024 * 1024];

    public LeanClient(Uri hub) => socket.Connect(new IPEndPoint(IPAddress.Loopback, hub.Port));

    /// <summary>The last answer, headers included: read when something went wrong.</summary>
    public string Answer { get; private set; } = "";

    /// <summary>Sends a whole request and returns the status once the whole answer is here.</summary>
    public int Ask(ReadOnlySpan<byte> request)
    {
        socket.Send(request);
        var received = 0;
        while (true)
        {
            var read = socket.Receive(buffer.AsSpan(received));
            if (read == 0)
                throw new InvalidOperationException("The hub closed the connection in the middle of an answer.");

            received += read;
            if (IsWhole(buffer.AsSpan(0, received)))
                return Status(received);
        }
    }

    public void Dispose() => socket.Dispose();

    private int Status(int received)
    {
        var status = ((buffer[9] - '0') * 100) + ((buffer[10] - '0') * 10) + buffer[11] - '0';
        if (status >= 300)
            Answer = Encoding.UTF8.GetString(buffer, 0, received);

        return status;
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return false;

        var length = answer[..head].IndexOf("Content-Length: "u8);
        if (length < 0)
            return answer.EndsWith("\r\n0\r\n\r\n"u8);

        var body = 0;
        for (var i = length + "Content-Length: ".Length; answer[i] != '\r'; i++)
            body = (body * 10) + answer[i] - '0';

        return answer.Length >= head + 4 + body;
    }
}
