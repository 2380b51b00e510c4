using System;

namespace Dify.Live.Tests.Console;

/// <summary>The console refused something, or answered otherwise than known versions do.</summary>
public sealed class ConsoleException(string message) : Exception(message);
