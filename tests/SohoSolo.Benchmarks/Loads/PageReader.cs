using System.Text;
using SohoSolo.Benchmarks.Measuring;

namespace SohoSolo.Benchmarks.Loads;

/// <summary>Opens one page again and again as a browser that is signed in does, compressed as browsers ask for it.</summary>
internal sealed class PageReader(Uri hub, string path, string cookie) : IWorker
{
    private readonly LeanClient client = new(hub);

    private readonly byte[] request = Encoding.ASCII.GetBytes(
        $"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nAccept-Encoding: br\r\nAccept-Language: fr\r\nCookie: {cookie}\r\n\r\n");

    public string LastRefusal => client.Answer;

    public bool Once() => client.Ask(request) == 200;

    public void Dispose() => client.Dispose();
}
