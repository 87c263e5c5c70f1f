using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace SohoSolo.Hub.Pages.Shell;

/// <summary>
/// Stylesheet, modules and pictures: inside the program, compressed once at the start, and under an address that changes with them, so that a browser asks for each only once.
/// </summary>
public sealed class Assets
{
    private const string Prefix = "asset/";

    private static readonly FrozenDictionary<string, string> MediaTypes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".webmanifest"] = "application/manifest+json",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly FrozenDictionary<string, Asset> assets;

    public Assets()
    {
        assets = Load().ToFrozenDictionary(asset => asset.Name, StringComparer.Ordinal);
        Build = BuildOf(assets.Values);
    }

    /// <summary>A name for what is in all of them together.</summary>
    internal string Build { get; }

    internal IEnumerable<string> Names => assets.Keys.Order(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">There is no such file in the program.</exception>
    public string Url(string name)
    {
        var file = name.Split('#')[0];
        return assets.ContainsKey(file) ? $"/assets/{Build}/{name}" : throw new ArgumentException($"There is no asset {file}.", nameof(name));
    }

    internal Task Serve(HttpContext context)
    {
        var (response, request) = (context.Response, context.Request);
        if (request.RouteValues["name"] is not string name || !assets.TryGetValue(name, out var asset))
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        // An older page asks for files of an older program: it gets today's, and does not keep them.
        var isCurrent = (string?)request.RouteValues["build"] == Build;
        response.Headers.CacheControl = isCurrent ? "public, max-age=31536000, immutable" : "no-store";
        return Serve(context, asset);
    }

    /// <summary>One that lives at an address of its own, such as the service worker: asked for anew each time.</summary>
    internal Task Serve(HttpContext context, string name)
    {
        context.Response.Headers.CacheControl = "no-cache";
        return Serve(context, assets[name]);
    }

    private static Task Serve(HttpContext context, Asset asset)
    {
        var (headers, encodings) = (context.Response.Headers, context.Request.GetTypedHeaders().AcceptEncoding);
        headers.ContentType = asset.MediaType;
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.XContentTypeOptions = "nosniff";
        var isPacked = asset.Packed.Length < asset.Plain.Length && encodings.Any(one => one.Value == "br" && one.Quality is not 0);
        if (isPacked) headers.ContentEncoding = "br";

        var body = isPacked ? asset.Packed : asset.Plain;
        headers.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    private static IEnumerable<Asset> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var plain = new byte[stream.Length];
            stream.ReadExactly(plain);
            var name = resource[Prefix.Length..].Replace('\\', '/');
            yield return new Asset(name, MediaTypes[Path.GetExtension(name)], plain, Pack(plain));
        }
    }

    private static byte[] Pack(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize))
            brotli.Write(plain);

        return packed.ToArray();
    }

    private static string BuildOf(IEnumerable<Asset> all)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var asset in all.OrderBy(asset => asset.Name, StringComparer.Ordinal))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(asset.Name));
            hash.AppendData(asset.Plain);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    private sealed record Asset(string Name, string MediaType, byte[] Plain, byte[] Packed);
}
