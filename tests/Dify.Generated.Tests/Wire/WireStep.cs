using System;
using System.Threading.Tasks;

namespace Dify.Generated.Tests.Wire;

/// <summary>One thing that the script server does on a connection.</summary>
internal abstract record WireStep;

/// <summary>Reads a whole request, head and body, and records it.</summary>
internal sealed record ReadRequestStep : WireStep;

/// <summary>Reads the head of a request, and of the body no more than came along, and records both.</summary>
internal sealed record ReadHeadStep : WireStep;

/// <summary>Reads some more bytes of the body into the last recorded request.</summary>
internal sealed record ReadBytesStep(int Count) : WireStep;

/// <summary>Reads the rest of the body into the last recorded request.</summary>
internal sealed record ReadBodyStep : WireStep;

/// <summary>Writes bytes, in pieces of the given length.</summary>
internal sealed record WriteStep(ReadOnlyMemory<byte> Bytes, int PieceLength) : WireStep;

/// <summary>Writes the same bytes again and again, until the other side closes or the limit is reached.</summary>
internal sealed record WriteRepeatedlyStep(ReadOnlyMemory<byte> Bytes, long Limit) : WireStep;

/// <summary>Waits for a signal.</summary>
internal sealed record PauseStep(Func<Task> Signal) : WireStep;

/// <summary>Waits until the other side closes.</summary>
internal sealed record WaitForCloseStep : WireStep;

/// <summary>Closes the sending side (FIN).</summary>
internal sealed record FinStep : WireStep;

/// <summary>Resets the connection (RST).</summary>
internal sealed record ResetStep : WireStep;
