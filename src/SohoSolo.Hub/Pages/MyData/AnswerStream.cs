using System.Buffers;
using System.IO.Pipelines;

namespace SohoSolo.Hub.Pages.MyData;

/// <summary>
/// An answer's body for a writer that now and then writes without waiting: an archive does so at the end of each of its files, with some bytes. Those are kept and go with the next that waits; to wait for a
/// slow reader inside a write that cannot would hold a thread.
/// </summary>
internal sealed class AnswerStream(PipeWriter to) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(ReadOnlySpan<byte> buffer) => to.Write(buffer);

    public override void Write(byte[] buffer, int offset, int count) => to.Write(buffer.AsSpan(offset, count));

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => await to.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
        // What was written is kept by the pipe; it goes when somebody can wait for it.
    }

    public override async Task FlushAsync(CancellationToken cancellationToken) => await to.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
