"""tmp"""


def loop_tab(library):
    def add(frame):
        import gradio as gr

        with gr.Tab(frame.words("tab_loop"), id="loop") as tab:
            gr.HTML("loop")

    return add
